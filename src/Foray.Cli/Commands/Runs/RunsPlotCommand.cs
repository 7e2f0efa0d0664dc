using System.CommandLine;
using System.Text;
using Foray.Cli.Output;
using Foray.Sdk.Diagnostics;
using Foray.Tracking.Plotting;

namespace Foray.Cli.Commands.Runs;

/// <summary><c>foray runs plot</c>: a metric of runs as a picture in the terminal.</summary>
internal static class RunsPlotCommand
{
    private const int DefaultWidth = 80;
    private const int DefaultHeight = 20;
    private const int Largest = 1000;

    public static Command Create()
    {
        var names = RunLookup.Several(ArgumentArity.OneOrMore);
        var metric = new Option<string>("--metric") { Description = "Name of the metric.", HelpName = "NAME", Required = true };
        var axis = new Option<CurveAxis>("--axis") { Description = "What the points are laid out by; relative is the time since the first point of each run.", HelpName = "step|time|relative|index", DefaultValueFactory = _ => CurveAxis.Step };
        var smooth = new Option<double>("--smooth") { Description = "Weight of an exponential moving average, from 0 (none) to less than 1.", HelpName = "WEIGHT", DefaultValueFactory = _ => 0 };
        var width = new Option<int?>("--width") { Description = $"Characters across, 20 to {Largest}. Default: those of the terminal, or {DefaultWidth}.", HelpName = "N" };
        var height = new Option<int>("--height") { Description = $"Lines, 3 to {Largest}.", HelpName = "N", DefaultValueFactory = _ => DefaultHeight };
        var command = new Command("plot", "Draw a metric of runs in the terminal.") { names, metric, axis, smooth, width, height };
        var place = StorePlace.Of(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var weight = parsed.GetValue(smooth);
            Check("--smooth", weight is >= 0 and < 1, "from 0 to less than 1");
            var style = StyleOf(parsed.GetValue(width) ?? WidthOfTerminal(), parsed.GetValue(height), parsed.GetValue(names)!.Length);
            await using var store = await place.OpenAsync(parsed, cancellationToken);
            if (await new RunLookup(store).FindAsync(parsed.GetValue(names)!, cancellationToken) is not { } runs)
                return ExitCode.Failed;
            var picture = await new CurveReader(store, parsed.GetValue(axis), style.Pixels).ReadAsync(runs, parsed.GetValue(metric)!, cancellationToken);
            if (picture is null)
                return ExitCode.Failed;
            List<PlotCurve> curves = [.. picture.Curves.Select(curve => curve with { Pixels = Smoothing.Apply(curve.Pixels, weight) })];
            Console.Out.Write(TerminalPlot.Draw(curves, picture.From, picture.To, style));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Without colours, curves are told apart by letters alone.</summary>
    private static PlotStyle StyleOf(int width, int height, int curves)
    {
        Check("--width", width is >= 20 and <= Largest, $"from 20 to {Largest}");
        Check("--height", height is >= 3 and <= Largest, $"from 3 to {Largest}");
        var isTerminal = !Console.IsOutputRedirected;
        var hasColours = isTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new PlotStyle(width, height, isTerminal && Console.OutputEncoding is UTF8Encoding && (hasColours || curves == 1), hasColours);
    }

    private static int WidthOfTerminal() => Console.IsOutputRedirected ? DefaultWidth : Math.Clamp(Console.WindowWidth, 20, Largest);

    private static void Check(string option, bool isRight, string range)
    {
        if (!isRight)
            throw new DiagnosticException(Diagnostic.Error(RunsCodes.BadOption, $"the value of {option} is out of range", $"give a number {range}"));
    }
}
