using Foray.Sdk.Experiments;
using Foray.Sdk.Testing.Machines;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>What every experiment plugin promises.</summary>
public static class ExperimentConformance
{
    private const string Clean = "It ends cleanly whatever happens, so that down can follow.";

    /// <summary>The checks of a plugin; see <see cref="ConformanceSuite"/> for how to run them.</summary>
    public static IReadOnlyList<ConformanceCheck> Checks(ExperimentSubject subject)
    {
        var checks = new CheckList(subject);
        AddPlanning(checks, subject);
        AddRunning(checks, subject);
        AddEndings(checks, subject);
        return checks.Checks;
    }

    private static void AddPlanning(CheckList checks, ExperimentSubject subject)
    {
        checks.Add("Planning twice gives the same plan", "A case's name and content are stable: what it is, not when it was planned.", async trial =>
        {
            await using var bench = new ExperimentBench(subject, trial);
            var (first, second) = (Describe(bench.Plan(subject.Passing)), Describe(bench.Plan(subject.Passing)));
            trial.Require(first == second, $"two plans differ:\n{first}\nand\n{second}", "make names and ContentFor from the options, the variables and the inputs' hashes alone: no time, no random number, no order of a hash table");
        });
        checks.Add("Planning changes nothing", "Planning changes nothing.", async trial =>
        {
            await using var bench = new ExperimentBench(subject, trial);
            var before = FileSnapshot.Of(bench.Folder);
            bench.Plan(subject.Passing);
            var difference = FileSnapshot.Difference(before, FileSnapshot.Of(bench.Folder));
            trial.Require(difference is null, $"the experiment's folder was changed: {difference}", "move what writes into RunAsync");
            var called = bench.Machines.FirstOrDefault(machine => !machine.Calls.IsEmpty);
            trial.Require(called is null, $"machine '{called?.Name}' was called", "move what needs a machine into RunAsync");
        });
        checks.Add("Cases have different names and known machines", "Name, unique in the experiment. Machines: names of the machines it runs on, or may run on.", async trial =>
        {
            await using var bench = new ExperimentBench(subject, trial);
            var plan = bench.Plan(subject.Passing);
            var twice = plan.GroupBy(work => work.Name).FirstOrDefault(group => group.Count() > 1)?.Key;
            trial.Require(twice is null, $"two cases are named '{twice}'", "put every parameter that tells cases apart into the name");
            var strange = plan.SelectMany(work => work.Machines).Except(bench.Machines.Select(machine => machine.Name)).FirstOrDefault();
            trial.Require(strange is null, $"a case runs on '{strange}', which is no machine", "take machines from the context's Select");
            trial.Require(plan.All(work => work.Machines.Count > 0), "a case has no machine", "plan no case that can run nowhere");
        });
    }

    private static void AddRunning(CheckList checks, ExperimentSubject subject)
    {
        checks.Add("A row ends after its work", "It runs its cases and waits for them.", async trial =>
        {
            await using var bench = new ExperimentBench(subject, trial);
            string? early = null;
            var run = await bench.RunAsync(subject.Passing, (row, _) =>
                early ??= ((FakeMachine)row.Machine!).FindRunningCommands().FirstOrDefault(id => id == row.Id || id.StartsWith($"{row.Id}/", StringComparison.Ordinal)));
            trial.Require(early is null, $"a row was ended while its command '{early}' still ran", "call the run's End after the machine's WaitAsync has told the end");
            bench.RequireEnds(run, RowStatus.Passed);
        });
        checks.Add("Every row begins and ends once", "Records the end of a row; every row once, after its last attempt.", async trial =>
        {
            await using var bench = new ExperimentBench(subject, trial);
            var run = await bench.RunAsync(subject.Passing);
            foreach (var row in run.Cases.SelectMany(work => work.Rows))
            {
                var ends = run.Ended.Count(end => end.Row == row);
                trial.Require(row.Attempt > 0, $"row '{row.Case.Name}' on '{row.Machine?.Name}' never began", "call the run's Begin for every row of its Cases");
                trial.Require(ends == 1, $"row '{row.Id}' ended {ends} times", "call the run's End once for every row, whatever happened to it");
            }
        });
        checks.Add("What is declared is brought back", "It brings back results.", async trial =>
        {
            await using var bench = new ExperimentBench(subject, trial);
            var run = await bench.RunAsync(subject.Passing);
            bench.RequireEnds(run, RowStatus.Passed);
            foreach (var row in run.Cases.SelectMany(work => work.Rows))
            {
                var missing = subject.Outputs.FirstOrDefault(output => !Path.Exists(Path.Combine(row.OutputFolder, output)));
                trial.Require(missing is null, $"output '{missing}' of row '{row.Id}' is not in its output folder", "fetch what the options declare into the row's OutputFolder before its end");
            }
        });
        checks.Add("A failure is a failed row that says why", "RowOutcome.Message: why it did not pass, in one sentence.", async trial =>
        {
            await using var bench = new ExperimentBench(subject, trial);
            var run = await bench.RunAsync(subject.Failing);
            bench.RequireEnds(run, RowStatus.Failed);
            trial.Require(run.Ended.All(end => !string.IsNullOrWhiteSpace(end.Outcome.Message)), "a failed row has no message", "say in the outcome's Message what failed");
        });
    }

    private static void AddEndings(CheckList checks, ExperimentSubject subject)
    {
        if (subject.TimingOut is { } timingOut)
        {
            checks.Add("It keeps its timeout", "It keeps its timeout.", async trial =>
            {
                await using var bench = new ExperimentBench(subject, trial);
                bench.RequireEnds(await bench.RunAsync(timingOut), RowStatus.TimedOut);
            });
            AddDown(checks, subject, "timed out", bench => bench.RunAsync(timingOut));
        }

        checks.Add("Cancelling ends the run in time, with its begun rows interrupted", "When cancelled it stops what it started and ends its begun rows as interrupted.", async trial =>
        {
            await using var bench = new ExperimentBench(subject, trial);
            var run = await bench.CancelAsync(subject.Endless);
            trial.Require(
                run.Begun.Count == run.Ended.Count(end => end.Row.Attempt > 0),
                $"{run.Begun.Count} rows had begun, and {run.Ended.Count} ended",
                "end every begun row as interrupted before the run returns, in a finally block");
            bench.RequireEnds(run, RowStatus.Interrupted);
        });
        AddDown(checks, subject, "passed", bench => bench.RunAsync(subject.Passing));
        AddDown(checks, subject, "failed", bench => bench.RunAsync(subject.Failing));
        AddDown(checks, subject, "was cancelled", bench => bench.CancelAsync(subject.Endless));
    }

    private static void AddDown(CheckList checks, ExperimentSubject subject, string outcome, Func<ExperimentBench, Task<Experiments.FakeExperimentRun>> runAsync) =>
        checks.Add($"Down can follow a run that {outcome}", Clean, async trial =>
        {
            await using var bench = new ExperimentBench(subject, trial);
            await bench.RequireDownAsync(await runAsync(bench));
        });

    private static string Describe(IReadOnlyList<CasePlan> plan) => string.Join('\n', plan.Select(work =>
        $"{work.Name} on {string.Join(", ", work.Machines)}{(work.AnyMachine ? " (any)" : "")}: {string.Join(", ", work.Parameters.Select(pair => $"{pair.Key}={pair.Value}"))} "
        + string.Join(" | ", work.Machines.Select(work.ContentFor))));
}
