using Foray.Jobs;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;
using Spectre.Console;

namespace Foray.Cli.Commands.Jobs;

/// <summary>Shows a job on a terminal: a bar with what runs now, and a line for each test that did not pass.</summary>
internal sealed class JobTerminal : IJobObserver
{
    private readonly Lock _lock = new();
    private readonly List<string> _running = [];
    private readonly ProgressContext _context;
    private ProgressTask? _bar;

    private JobTerminal(ProgressContext context) => _context = context;

    public static Task<JobReport> RunAsync(SwitchedObserver observer, Func<Task<JobReport>> work) => AnsiConsole.Progress()
        .AutoClear(true)
        .HideCompleted(true)
        .Columns(new SpinnerColumn(), new ProgressBarColumn { Width = 24 }, new PercentageColumn(), new ElapsedTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .StartAsync(context =>
        {
            observer.Target = new JobTerminal(context);
            return work();
        });

    public void Report(Diagnostic diagnostic)
    {
        var colour = diagnostic.Severity == Severity.Error ? "red" : "yellow";
        AnsiConsole.MarkupLineInterpolated($"[{colour}]{diagnostic}[/]");
    }

    public void Started(JobStart job)
    {
        lock (_lock)
            _bar = _context.AddTask("starting", maxValue: job.Total);
    }

    public void TestStarted(TestStart test)
    {
        lock (_lock)
        {
            _running.Remove(NameOf(test.Number, test.Name));
            _running.Add(NameOf(test.Number, test.Name));
            Describe();
        }
    }

    public void TestProgressed(TestStart test, string message)
    {
        lock (_lock)
            _bar?.Description = Markup.Escape(JobText.Clean($"{NameOf(test.Number, test.Name)}: {message}"));
    }

    public void TestEnded(TestResult test)
    {
        lock (_lock)
        {
            _running.Remove(NameOf(test.Number, test.Name));
            _bar?.Increment(1);
            Describe();
        }

        if (!test.Outcome.IsSuccess)
            AnsiConsole.MarkupLineInterpolated($"[red]{JobText.LineOf(test)}[/]");
        else if (test.IsFlaky || test.Outcome.Status == TestStatus.Warn)
            AnsiConsole.MarkupLineInterpolated($"[yellow]{JobText.LineOf(test)}[/]");
    }

    private void Describe()
    {
        var more = _running.Count > 2 ? $" and {_running.Count - 2} more" : "";
        _bar?.Description = _running.Count == 0 ? "waiting" : Markup.Escape(JobText.Clean(string.Join(", ", _running.Take(2)) + more));
    }

    private static string NameOf(int number, string name) => $"{number}-{name}";
}
