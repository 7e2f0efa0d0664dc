using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>What every runner plugin promises.</summary>
public static class RunnerConformance
{
    private const string Ends = "Runs a test and waits for its end: nothing that it started runs on when this returns.";
    private const string Told = "How the test ended is the outcome, and no exception.";
    private const string Cancelled = "When cancelled, it stops what it started.";
    private const string Value = "a 'value' with \"quotes\"";

    /// <summary>The checks of a plugin; see <see cref="ConformanceSuite"/> for how to run them.</summary>
    public static IReadOnlyList<ConformanceCheck> Checks(RunnerSubject subject)
    {
        var checks = new CheckList(subject);
        AddOutcomes(checks, subject);
        AddReports(checks, subject);
        AddEnds(checks, subject);
        AddCancelling(checks, subject);
        AddSetUp(checks, subject);
        AddSeveral(checks, subject);
        checks.AddSilence(trial => RunnerBench.UseAsync(subject, trial, async bench => await bench.RunAsync(await bench.ReadyAsync(), subject.Passing)));
        return checks.Checks;
    }

    private static void AddOutcomes(CheckList checks, RunnerSubject subject)
    {
        checks.Add("A test that passes is a pass", Told, trial => RunnerBench.UseAsync(subject, trial, async bench =>
            RequirePass(trial, await bench.RunAsync(await bench.ReadyAsync(), subject.Passing))));
        checks.Add("A test that fails is a fail that says why", "Fail: what it looks at is wrong. Reason: why it did not simply pass.", trial => RunnerBench.UseAsync(subject, trial, async bench =>
            RequireOutcome(trial, await bench.RunAsync(await bench.ReadyAsync(), subject.Failing), TestStatus.Fail)));
        if (subject.Wrong is { } wrong)
        {
            checks.Add("A test that is wrong itself is an error that says why", "Error: the test itself is wrong. Reason: why it did not simply pass.", trial => RunnerBench.UseAsync(subject, trial, async bench =>
                RequireOutcome(trial, await bench.RunAsync(await bench.ReadyAsync(), wrong), TestStatus.Error)));
        }

        checks.Add("A machine that fails is no pass", "A DiagnosticException where the machine failed, so that nothing is known of the test.", trial => RunnerBench.UseAsync(subject, trial, async bench =>
        {
            var runner = await bench.ReadyAsync();
            bench.Machine.Disconnect();
            TestOutcome? outcome = null;
            var failure = await trial.FailureAsync(async () => outcome = await runner.RunAsync(subject.Passing, bench.Context(), trial.Token), "a test on a machine that cannot be reached", "let the machine's exception through");
            bench.Machine.Reconnect();
            trial.Require(failure is null or DiagnosticException, $"it threw {failure?.GetType().Name}: {failure?.Message}", "let the machine's DiagnosticException through as it is");
            trial.Require(outcome is not { IsSuccess: true }, $"the machine could not be reached, and the test ended as {outcome?.Status}", "let the machine's DiagnosticException through, or return Error with a reason");
        }));
        checks.Add("What a test leaves is in its folder", "Local folder for what the test leaves: stdout, stderr, and more.", trial => RunnerBench.UseAsync(subject, trial, async bench =>
        {
            var context = bench.Context();
            await bench.RunAsync(await bench.ReadyAsync(), subject.Passing, context);
            var missing = subject.Outputs.FirstOrDefault(output => !Path.Exists(Path.Combine(context.Folder, output)));
            trial.Require(missing is null, $"'{missing}' is not in the test's folder", "collect what the command left into the context's Folder before RunAsync returns");
        }));
        checks.Add("A test's environment reaches it", "Environment: environment variables beyond those of the machine.", trial => RunnerBench.UseAsync(subject, trial, async bench =>
        {
            var test = subject.Passing with { Environment = new Dictionary<string, string>(subject.Passing.Environment) { [RunnerSubject.VariableName] = Value } };
            await bench.RunAsync(await bench.ReadyAsync(), test);
            var value = subject.ReadVariable(bench.Machine);
            trial.Require(
                value == Value,
                $"variable {RunnerSubject.VariableName} arrived as {(value is null ? "nothing" : $"'{value}'")} instead of '{Value}'",
                "put the test's Environment into that of its command; where it takes another way, set ReadVariable on the subject");
        }));
    }

    private static void AddReports(CheckList checks, RunnerSubject subject) =>
        checks.Add("What it reports is a line of text", "Report: a line of text.", trial => RunnerBench.UseAsync(subject, trial, async bench =>
        {
            var context = bench.Context();
            await bench.RunAsync(await bench.ReadyAsync(), subject.Passing, context);
            var wrong = context.Reports.FirstOrDefault(report => string.IsNullOrWhiteSpace(report) || report.AsSpan().IndexOfAny('\r', '\n') >= 0);
            trial.Require(wrong is null, $"it reported '{wrong}'", "report how far the test is in a few words, without line feeds");
        }));

    private static void AddEnds(CheckList checks, RunnerSubject subject)
    {
        checks.Add("It waits for the test's end", Ends, trial => RunnerBench.UseAsync(subject, trial, async bench =>
        {
            await bench.RunAsync(await bench.ReadyAsync(), subject.Passing);
            var early = bench.Machine.FindRunningCommands();
            trial.Require(early.Count == 0, $"it returned while commands still ran: {string.Join(", ", early)}", "await the machine's WaitAsync before returning");
        }));
        checks.Add("Nothing runs on after a test", Ends, trial => RunnerBench.UseAsync(subject, trial, async bench =>
        {
            var runner = await bench.ReadyAsync();
            await bench.RunAsync(runner, subject.Passing);
            await bench.RequireNothingRunsAsync("a test that passed");
            await bench.RunAsync(runner, subject.Failing, bench.Context("test-2"));
            await bench.RequireNothingRunsAsync("a test that failed");
        }));
        if (subject.TimingOut is { } timingOut)
        {
            checks.Add("It keeps its timeout", "Interrupted: it was ended from outside: a timeout, Ctrl-C.", trial => RunnerBench.UseAsync(subject, trial, async bench =>
            {
                RequireOutcome(trial, await bench.RunAsync(await bench.ReadyAsync(), timingOut), TestStatus.Interrupted);
                await bench.RequireNothingRunsAsync("a test that timed out");
            }));
        }
    }

    private static void AddCancelling(CheckList checks, RunnerSubject subject)
    {
        checks.Add("Cancelling ends a test in time, and what it started", Cancelled, trial => RunnerBench.UseAsync(subject, trial, bench => bench.CancelAsync()));
        checks.Add("Cancelling ends it in time whichever of its commands hangs", Cancelled, trial => RunnerBench.UseAsync(subject, trial, async bench =>
        {
            bench.Machine.Hangs = true;
            await bench.CancelAsync();
            bench.Machine.Hangs = false;
        }));
        checks.Add("A test that is cancelled before it begins ends in time", Cancelled, trial => RunnerBench.UseAsync(subject, trial, async bench =>
        {
            var runner = await bench.ReadyAsync();
            var context = bench.Context();
            await bench.RequireInterruptedAsync(Task.Run(() => runner.RunAsync(subject.Endless, context, new CancellationToken(true)), CancellationToken.None));
        }));
    }

    private static void AddSetUp(CheckList checks, RunnerSubject subject)
    {
        const string after = "Cleans up after the last test; called whatever happened, also where SetUpAsync failed.";
        checks.Add("A tear-down is safe without a set-up", after, trial => RunnerBench.UseAsync(subject, trial, async bench => await bench.TearDownAsync(await bench.CreateAsync())));
        checks.Add("A set-up that is cancelled ends in time, and can be torn down", after, trial => RunnerBench.UseAsync(subject, trial, async bench =>
        {
            var runner = await bench.CreateAsync();
            await trial.EndsCancelledAsync(() => runner.SetUpAsync(new CancellationToken(true)), "the set-up with a cancelled token", "hand the token to every call that waits");
            await bench.TearDownAsync(runner);
        }));
        checks.Add("A tear-down that is cancelled ends in time", "Cancellation ends in time.", trial => RunnerBench.UseAsync(subject, trial, async bench =>
        {
            var runner = await bench.ReadyAsync();
            await bench.RunAsync(runner, subject.Passing);
            await trial.EndsCancelledAsync(() => runner.TearDownAsync(new CancellationToken(true)), "the tear-down with a cancelled token", "hand the token to every call that waits");
        }));
        checks.Add("It can be set up again after a tear-down", "SetUpAsync may be called again after a TearDownAsync.", trial => RunnerBench.UseAsync(subject, trial, async bench =>
        {
            var runner = await bench.ReadyAsync();
            RequirePass(trial, await bench.RunAsync(runner, subject.Passing));
            await bench.TearDownAsync(runner);
            await bench.SetUpAsync(runner);
            RequirePass(trial, await bench.RunAsync(runner, subject.Passing, bench.Context("test-2")));
        }));
    }

    private static void AddSeveral(CheckList checks, RunnerSubject subject)
    {
        checks.Add("Tests that run at once keep apart", "May be called for several tests at once. Id: a part of CommandSpec.Id.", trial => RunnerBench.UseAsync(subject, trial, async bench =>
        {
            var runner = await bench.ReadyAsync();
            var passing = bench.RunAsync(runner, subject.Passing, bench.Context("test-1"));
            var failing = bench.RunAsync(runner, subject.Failing, bench.Context("test-2"));
            await Task.WhenAll(passing, failing);
            RequirePass(trial, await passing);
            RequireOutcome(trial, await failing, TestStatus.Fail);
        }));
        checks.Add("Two instances do not disturb each other", "Several instances of one plugin may be active at once.", trial => RunnerBench.UseAsync(subject, trial, async bench =>
        {
            var (one, other) = (await bench.ReadyAsync(), await bench.ReadyAsync());
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(trial.Token);
            var endless = await bench.BeginEndlessAsync(one, cancel.Token);
            await bench.RunAsync(other, subject.Passing, bench.Context("test-2"));
            await bench.TearDownAsync(other);
            await Task.WhenAny(endless, Task.Delay(Trial.Silence, trial.Token));
            trial.Require(!endless.IsCompleted, "the tear-down of one instance ended a test of the other", "keep what an instance holds in its own fields, no statics with state, and remove by the test's own id");
            await cancel.CancelAsync();
            await bench.RequireInterruptedAsync(endless);
        }));
    }

    private static void RequirePass(Trial trial, TestOutcome outcome) => trial.Require(
        outcome.Status is TestStatus.Pass or TestStatus.Warn,
        $"the test ended as {outcome.Status} instead of {TestStatus.Pass}: {outcome.Reason}",
        "let the outcome say what came of the test; programs that it needs are put on the machine by the subject's Prepare");

    private static void RequireOutcome(Trial trial, TestOutcome outcome, TestStatus status)
    {
        trial.Require(outcome.Status == status, $"the test ended as {outcome.Status} instead of {status}: {outcome.Reason}", "let the outcome say what came of the test");
        trial.Require(!string.IsNullOrWhiteSpace(outcome.Reason), $"the outcome {status} has no reason", "say in the outcome's Reason what happened");
    }
}
