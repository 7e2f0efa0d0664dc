using System.CommandLine;
using Foray.Cli.Commands;
using Foray.Cli.Hosting;
using Foray.Experiments;
using Foray.Experiments.Events;
using Foray.Experiments.Running;

namespace Foray.Cli.Output;

/// <summary>Does a piece of work and shows it in the way that fits where the output goes.</summary>
internal static class ShownWork
{
    public static async Task<int> RunAsync(
        ExperimentPaths paths, string format, ParseResult parsed, Func<ExperimentWork, CancellationToken, Task<RunReport>> task)
    {
        var debug = parsed.GetValue(CommonOptions.Debug);
        var plugins = CommonOptions.PluginsOf(parsed);
        using var telemetry = Telemetry.Start();
        using var interruption = new Interruption();
        Task<RunReport> Work(IRunObserver observer) => task(new ExperimentWork(HostServices.Create(paths.Folder, observer, plugins), paths), interruption.Token);
        if (format == OutputFormats.Text && !Console.IsOutputRedirected)
            return ExitCode.Of(await TerminalProgress.RunAsync(debug, Work));
        if (format == OutputFormats.Text)
        {
            var report = await Work(new PlainProgress(Console.Out, Console.Error, debug));
            ReportLines.Write(report, Console.Out);
            return ExitCode.Of(report);
        }

        var result = await Work(new PlainProgress(TextWriter.Null, Console.Error, debug));
        Console.Out.WriteLine(RunJson.Format(result));
        return ExitCode.Of(result);
    }
}
