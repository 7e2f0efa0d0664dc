using Foray.Experiments.Events;
using Foray.Experiments.Running;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Foray.Cli.Output;

/// <summary>Shows work on a terminal: a line for each thing done, a bar while cases run, a table at the end.</summary>
internal sealed class TerminalProgress(bool debug) : IRunObserver
{
    private readonly Lock _lock = new();
    private readonly List<string> _running = [];
    private ProgressTask? _bar;
    private ProgressTask? _delivery;
    private ProgressContext? _context;

    public static async Task<RunReport> RunAsync(bool debug, Func<IRunObserver, Task<RunReport>> work)
    {
        var progress = new TerminalProgress(debug);
        var report = await AnsiConsole.Progress()
            .AutoClear(true)
            .HideCompleted(true)
            .Columns(new SpinnerColumn(), new ProgressBarColumn { Width = 24 }, new PercentageColumn(), new ElapsedTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(context =>
            {
                progress._context = context;
                return work(progress);
            });
        if (report.Results is { } results)
            ResultTable.Write(results, report.Folder!);
        return report;
    }

    public void On(RunEvent happened)
    {
        lock (_lock)
        {
            switch (happened)
            {
                case Reported reported:
                    Write(reported.Diagnostic);
                    break;
                case LogLine line when line.Level >= LogLevel.Information || debug:
                    AnsiConsole.MarkupLineInterpolated($"[grey]{line.Source}: {line.Text}[/]");
                    break;
                case PhaseBegan phase:
                    AnsiConsole.MarkupLineInterpolated($"[bold]{phase.Name}[/]");
                    break;
                case RunPlanned planned:
                    AnsiConsole.MarkupLineInterpolated($"[bold]{EventText.Of(planned)}[/]");
                    if (planned.Total > planned.Reused)
                        _bar = _context!.AddTask("starting", maxValue: planned.Total - planned.Reused);
                    break;
                case RowStarted row:
                    _running.Remove(NameOf(row.Experiment, row.Case, row.Machine));
                    _running.Add(NameOf(row.Experiment, row.Case, row.Machine));
                    Describe();
                    break;
                case RowFinished { IsReused: false } finished:
                    Finish(finished);
                    break;
                case RunDelivering delivering:
                    _delivery ??= _context!.AddTask("delivering");
                    (_delivery.IsIndeterminate, _delivery.Description) = (true, Markup.Escape(EventText.Of(delivering)));
                    break;
                case RunTracked tracked:
                    _delivery?.StopTask();
                    AnsiConsole.WriteLine(EventText.Of(tracked)!);
                    break;
                default:
                    if (EventText.Of(happened) is { } text && happened is not RowFinished)
                        AnsiConsole.WriteLine(text);
                    break;
            }
        }
    }

    private void Finish(RowFinished finished)
    {
        var row = finished.Result;
        _running.Remove(NameOf(row.Experiment, row.Case, row.Machine));
        _bar?.Increment(1);
        Describe();
        if (row.Outcome.Status != RowStatus.Passed)
            AnsiConsole.MarkupLineInterpolated($"[{Colour(row.Outcome.Status)}]{EventText.Of(row)}[/]");
    }

    /// <summary>Which cases are being run, as far as they fit.</summary>
    private void Describe()
    {
        if (_bar is null)
            return;
        var shown = string.Join(", ", _running.Take(2));
        var more = _running.Count > 2 ? $" and {_running.Count - 2} more" : "";
        _bar.Description = shown.Length == 0 ? "waiting" : Markup.Escape(shown + more);
    }

    private static string NameOf(string experiment, string name, string? machine) => $"{experiment}: {name} on {machine}";

    private static void Write(Diagnostic diagnostic)
    {
        var (colour, word) = diagnostic.Severity == Severity.Error ? ("red", "error") : ("yellow", "warning");
        var place = diagnostic.Place is { } at ? $"{at}: " : "";
        AnsiConsole.MarkupLineInterpolated($"{place}[{colour}]{word} {diagnostic.Code}[/]: {diagnostic.Message}");
        if (diagnostic.Remedy is { } remedy)
            AnsiConsole.MarkupLineInterpolated($"[grey]    {remedy}[/]");
    }

    internal static string Colour(RowStatus status) => status switch
    {
        RowStatus.Passed => "green",
        RowStatus.Skipped => "grey",
        RowStatus.Interrupted => "yellow",
        _ => "red",
    };
}
