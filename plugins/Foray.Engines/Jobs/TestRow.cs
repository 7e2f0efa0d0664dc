using Foray.Engines.Cases;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using Microsoft.Extensions.Logging;

namespace Foray.Engines.Jobs;

/// <summary>Runs a test on one machine until it passes or there are no attempts left, and keeps how it went.</summary>
internal sealed class TestRow(TestRun tests, IRow row, IMachine machine, ITestSlot slot)
{
    /// <summary>Name of the folder with what the test left, here and among the machine's tasks.</summary>
    public const string Part = "test-run";

    private readonly bool _resumed = row.Resumed;
    private RowVerdict _verdict = new(tests);
    private DateTimeOffset _started;
    private TimeSpan _elapsed;
    private IReadOnlyList<MetricPoint> _metrics = [];

    private string Folder => Path.Combine(row.Folder, Part);

    public async Task RunAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            await AttemptAsync(attempt);
            var again = attempt <= tests.Options.Retries && !tests.HasEnded && _verdict.Status is RowStatus.Failed or RowStatus.TimedOut;
            if (!again)
                tests.Run.End(row, Outcome(attempt));
            await tests.CleanUpAsync(token => machine.RemoveAsync(row.Id, token), $"removing '{row.Id}' from '{machine.Name}'");
            if (!again)
                return;
            tests.Run.Logger.LogInformation("{Test} did not pass: {Reason}; it is run again", row.Case.Name, _verdict.Message);
            Discard();
        }
    }

    private async Task AttemptAsync(int attempt)
    {
        _verdict = new RowVerdict(tests);
        (_started, _elapsed, _metrics) = (tests.Time.GetUtcNow(), TimeSpan.Zero, []);
        tests.Run.Begin(row, machine);
        if (_resumed && attempt == 1)
            await _verdict.GuardAsync(EndEarlierAsync);
        if (_verdict.Status != RowStatus.Passed)
            return;
        await _verdict.GuardAsync(() => RunTestAsync(attempt));
        Read();
        await _verdict.GuardAsync(() => tests.FinishAsync(token => tests.Run.KeepArtifactsAsync(row, machine, Part, machine.SharesFiles ? tests.Run.ExperimentFolder : row.Id, token)));
    }

    // What is left of a test that nobody waited for cannot be judged.
    private async Task EndEarlierAsync()
    {
        await machine.RemoveAsync(row.Id, tests.Token);
        Discard();
    }

    private async Task RunTestAsync(int number)
    {
        var test = tests.TestOf(row);
        var environment = CaseEnvironment.Of(tests.Run, tests.Variables, row, number);
        foreach (var (name, value) in test.Environment)
            environment[name] = value;
        var attempt = new TestAttempt(test with { Environment = row.Complete(environment) }, new TestMachine(machine, row.Id), row.Id, Folder)
        {
            Name = row.Case.Name,
            WorkingFolder = tests.Run.ExperimentFolder,
            Timeout = test.Timeout ?? tests.Options.Timeout,
            Grace = tests.Options.Grace,
            Progress = message => tests.Run.Logger.LogInformation("{Test}: {Message}", row.Case.Name, message),
        };
        var since = tests.Time.GetTimestamp();
        try
        {
            Judge(await slot.RunAsync(attempt, tests.Token), attempt.Timeout is not null);
        }
        catch (DiagnosticException failure)
        {
            tests.NoteFaults(failure);
            throw;
        }
        finally
        {
            _elapsed = tests.Time.GetElapsedTime(since);
        }
    }

    private void Judge(TestOutcome outcome, bool hasTimeout)
    {
        if (outcome is { Status: TestStatus.Warn, Reason: { } warning })
            tests.Run.Logger.LogWarning("{Test} on {Machine}: {Warning}", row.Case.Name, machine.Name, warning);
        if (outcome.Status == TestStatus.Interrupted && tests.HasEnded)
            _verdict.Interrupt();
        else if (StatusOf(outcome.Status, hasTimeout) is var status and not RowStatus.Passed)
            _verdict.Worsen(status, outcome.Reason ?? $"the test ended as {outcome.Status.ToString().ToLowerInvariant()}");
    }

    private static RowStatus StatusOf(TestStatus status, bool hasTimeout) => status switch
    {
        TestStatus.Pass or TestStatus.Warn => RowStatus.Passed,
        TestStatus.Skip or TestStatus.Cancel => RowStatus.Skipped,
        TestStatus.Interrupted when hasTimeout => RowStatus.TimedOut,
        _ => RowStatus.Failed,
    };

    private void Read()
    {
        if (!Directory.Exists(Folder))
            return;
        if (tests.Run.HasSecrets)
            ScriptFolder.Mask(Folder, Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file)).ToList(), tests.Run.Mask);
        _metrics = new ScriptFolder(Folder).ReadMetrics(out var unreadable);
        if (unreadable.Count > 0)
            tests.Run.Logger.LogWarning("{Test} on {Machine}: lines {Lines} of its metrics are neither name=value nor a JSON object of numbers",
                row.Case.Name, machine.Name, string.Join(", ", unreadable));
    }

    private RowOutcome Outcome(int attempts)
    {
        var metrics = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var metric in _metrics)
            metrics[metric.Name] = metric.Value;
        var result = new ScriptResult(Part, _verdict.Status, null, _started, _elapsed);
        new ScriptFolder(Folder).Record(result);
        return new RowOutcome(_verdict.Status) { Started = _started, Elapsed = _elapsed, Message = _verdict.Message, Attempts = attempts, Metrics = metrics, Scripts = [result] };
    }

    private void Discard()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }
}
