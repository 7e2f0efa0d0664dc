using System.Globalization;
using Foray.Jobs.Folders;
using Foray.Jobs.Planning;
using Foray.Jobs.Running;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;

namespace Foray.Jobs.Scheduling;

/// <summary>The turn of one test: a machine, its attempts, its result.</summary>
internal sealed class TestTurn(
    Job job, PlannedTest test, SuiteSite site, RunnerSlot slot, JobFolder folder, string jobId, JobEvents events, StopReason stop, ProblemList problems, TimeProvider clock)
{
    /// <returns>True where the test ended well.</returns>
    public async Task<bool> RunAsync()
    {
        var name = test.FolderName;
        var result = test.Suite.IsDryRun ? test.PassOver(TestStatus.Cancel, "dry run", clock.GetUtcNow()) : await RunAsync(name);
        var hasFolder = result.Folder is not null;
        await events.EndedAsync(result, hasFolder ? name : null, stop.Token);
        return result.Outcome.IsSuccess;
    }

    private async Task<TestResult> RunAsync(string name)
    {
        ISpawner spawner;
        IMachine machine;
        try
        {
            spawner = await site.GetSpawnerAsync();
            machine = await spawner.AcquireAsync(test.Listed.Test, stop.Token);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return test.PassOver(TestStatus.Skip, stop.Text, clock.GetUtcNow());
        }
        catch (Exception error)
        {
            return test.PassOver(TestStatus.Error, Tell(error, "gave no machine"), clock.GetUtcNow());
        }

        try
        {
            return await RunAsync(machine, name);
        }
        finally
        {
            await ReleaseAsync(spawner, machine);
        }
    }

    private async Task<TestResult> RunAsync(IMachine machine, string name)
    {
        var place = folder.Test(name);
        for (var attempt = 1; ; attempt++)
        {
            Directory.CreateDirectory(place);
            var result = await AttemptAsync(machine, place, attempt) with { Folder = JobFolder.RelativeTest(name) };
            if (result.Outcome.IsSuccess || attempt > test.Suite.Retries || stop.IsStopping)
                return result;
            events.Log($"{test.Label}: attempt {attempt.ToString(CultureInfo.InvariantCulture)} ended as {result.Outcome.Status}, again");
            MoveAside(place, attempt);
        }
    }

    private async Task<TestResult> AttemptAsync(IMachine machine, string place, int attempt)
    {
        var start = new TestStart(test.Number, test.Suite.Name, test.Name, test.Listed.Test, attempt, machine.Name);
        var started = clock.GetUtcNow();
        var since = clock.GetTimestamp();
        await events.StartedAsync(start, stop.Token);
        var one = new TestAttempt(test.Listed.Test, machine, test.ExecutionId(jobId, attempt), place)
        {
            Name = test.Label,
            WorkingFolder = job.WorkingFolder,
            Timeout = test.Listed.Test.Timeout ?? test.Suite.Timeout,
            Grace = job.Grace,
            Progress = message => Progress(start, message),
        };
        var context = new TestContext(one);
        TestOutcome outcome;
        try
        {
            var runner = await slot.GetAsync(test.Listed.Test.Kind, stop.Token);
            outcome = await new TestExecution(one, stop, problems, clock).RunAsync(runner, context);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            outcome = new TestOutcome(TestStatus.Interrupted, stop.Text);
        }
        catch (Exception error)
        {
            outcome = new TestOutcome(TestStatus.Error, Tell(error, $"has no runner '{test.Listed.Test.Kind}'"));
        }

        var elapsed = clock.GetElapsedTime(since);
        var report = TestReport.Read(place, context);
        context.WriteLog(outcome, started, elapsed);
        return new TestResult(test.Number, test.Suite.Name, test.Listed.Test, outcome)
        {
            Name = test.Name,
            Variant = test.Listed.Variant,
            Started = started,
            Elapsed = elapsed,
            Attempts = attempt,
            IsFlaky = attempt > 1 && outcome.IsSuccess,
            Machine = machine.Name,
            Metrics = report.Metrics,
            Whiteboard = report.Whiteboard,
        };
    }

    // Files of an earlier attempt are kept beside those of the last one.
    private static void MoveAside(string place, int attempt)
    {
        var aside = Path.Combine(place, string.Create(CultureInfo.InvariantCulture, $"attempt-{attempt}"));
        var entries = Directory.GetFileSystemEntries(place).Where(entry => !Path.GetFileName(entry).StartsWith("attempt-", StringComparison.Ordinal)).ToList();
        Directory.CreateDirectory(aside);
        foreach (var entry in entries)
            Directory.Move(entry, Path.Combine(aside, Path.GetFileName(entry)));
    }

    // A runner does not wait for whoever is told of its progress.
    private void Progress(TestStart start, string message) => _ = events.ProgressedAsync(start, message, stop.Token);

    private async Task ReleaseAsync(ISpawner spawner, IMachine machine)
    {
        try
        {
            await spawner.ReleaseAsync(machine, CancellationToken.None);
        }
        catch (Exception error)
        {
            Tell(error, "could not take its machine back");
        }
    }

    private string Tell(Exception error, string what)
    {
        if (error is DiagnosticException failure)
        {
            problems.Add(failure);
            return failure.Diagnostics[0].Message;
        }

        var fault = Diagnostic.Error(Plugins.PluginCodes.Fault, $"test {test.Label} {what}: {error.Message}", "this is a fault of a plugin; run again with --debug for its stack trace, and tell its author");
        problems.Add(new DiagnosticException(fault, error));
        return fault.Message;
    }
}
