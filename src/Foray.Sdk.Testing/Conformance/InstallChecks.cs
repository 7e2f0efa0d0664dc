using Foray.Sdk.Machines;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>The checks that software and deployments share.</summary>
internal sealed class InstallChecks(InstallSubject subject, Func<FakeHost, Install> create, Func<FakeHost, Install> createOther)
{
    private const string Twice = "Installing twice gives what installing once gives.";
    private const string Reports = "Installs on the context's machines and reports each.";
    private const string Alone = "Other installers on the same machine are left alone.";
    private static readonly string[] NeighbourFiles = ["~/.neighbour/config", "~/.local/share/neighbour/data", "shared/neighbour/list"];

    public static IReadOnlyList<ConformanceCheck> Of(InstallSubject subject, Func<FakeHost, Install> create, Func<FakeHost, Install> createOther)
    {
        var suite = new InstallChecks(subject, create, createOther);
        var checks = new CheckList(subject);
        checks.Add("A second run changes nothing", Twice, suite.SecondRunAsync);
        checks.Add("What is there already is fine", "Software that is there already is fine.", suite.ThereAlreadyAsync);
        checks.Add("A neighbour's files and processes stay as they are", Alone, suite.NeighbourAsync);
        checks.Add("Two sections on one machine do not disturb each other", Alone, suite.TwoSectionsAsync);
        checks.Add("Every machine is reported once", "Says how the work on one machine ended; every machine once.", suite.ReportedOnceAsync);
        checks.Add("A machine that fails keeps no other from being reported", Reports, suite.OneFailsAsync);
        checks.Add("A failure says what to do", "A failure carries a diagnostic: a code, what is wrong, and what the reader can do.", suite.RemedyAsync);
        checks.Add("Cancelling ends the work in time", "Cancellation ends in time.", suite.CancelAsync);
        if (subject.TakesVariables)
            checks.Add("Variables of the file reach the machines", "Variables of the file go into the environment of commands.", suite.VariablesAsync);
        if (subject.WritablePaths is not null)
            checks.Add("Nothing is written outside the paths that are listed", "The author listed all paths that may be written.", suite.WritablePathsAsync);
        return checks.Checks;
    }

    private async Task SecondRunAsync(Trial trial)
    {
        await using var bench = new InstallBench(subject, trial);
        await bench.SucceedAsync(create);
        var before = bench.Snapshots();
        var second = await bench.SucceedAsync(create);
        bench.RequireUnchanged(before, "the second run", "look first whether all is as wanted, and touch nothing then");
        bench.RequireUnchangedReports(second, "the second run");
    }

    private async Task ThereAlreadyAsync(Trial trial)
    {
        await using var bench = new InstallBench(subject, trial);
        await bench.SucceedAsync(create);
        var before = bench.Snapshots();
        await bench.SucceedAsync(create, "section-9");
        bench.RequireUnchanged(before, "installing what somebody else had installed", "ask the machine what is there; what this section did before tells nothing");
    }

    private async Task NeighbourAsync(Trial trial)
    {
        const string remedy = "touch only what this plugin made, by full names, and never what lies beside it";
        await using var bench = new InstallBench(subject, trial);
        foreach (var machine in bench.Machines)
        {
            foreach (var file in NeighbourFiles)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(machine.PathOf(file))!);
                await File.WriteAllTextAsync(machine.PathOf(file), $"of the neighbour, on {machine.Name}\n", trial.Token);
            }

            await machine.StartAsync(new CommandSpec("neighbour/daemon", "exec sleep 86400"), trial.Token);
        }

        await bench.SucceedAsync(create);
        foreach (var machine in bench.Machines)
        {
            foreach (var file in NeighbourFiles)
            {
                trial.Require(
                    File.Exists(machine.PathOf(file)) && await File.ReadAllTextAsync(machine.PathOf(file), trial.Token) == $"of the neighbour, on {machine.Name}\n",
                    $"'{file}' of a neighbour was changed or removed on '{machine.Name}'",
                    remedy);
            }

            trial.Require(machine.FindRunningCommands().Contains("neighbour/daemon"), $"a process of a neighbour was ended on '{machine.Name}'", remedy);
        }
    }

    private async Task TwoSectionsAsync(Trial trial)
    {
        await using var bench = new InstallBench(subject, trial);
        await bench.SucceedAsync(create);
        await bench.SucceedAsync(createOther, "section-2");
        var before = bench.Snapshots();
        var again = await bench.SucceedAsync(create);
        const string when = "running the first section again after the second";
        bench.RequireUnchanged(before, when, "let the sections of one plugin write different paths, or agree on what they share");
        bench.RequireUnchangedReports(again, when);
    }

    private async Task ReportedOnceAsync(Trial trial)
    {
        await using var bench = new InstallBench(subject, trial);
        var context = await bench.RunAsync(create);
        foreach (var machine in bench.Machines)
        {
            var count = context.AllReports.Count(report => report.Machine == machine.Name);
            trial.Require(count == 1, $"machine '{machine.Name}' was reported {count} times", "call the context's Report once for every machine, at the end of its work");
        }

        var strange = context.AllReports.Select(report => report.Machine).Except(bench.Machines.Select(machine => machine.Name)).FirstOrDefault();
        trial.Require(strange is null, $"'{strange}' was reported, which is none of the context's machines", "report the machines of the context alone");
    }

    private async Task OneFailsAsync(Trial trial)
    {
        await using var bench = new InstallBench(subject, trial);
        subject.Break(bench.Machines[0]);
        var context = await bench.TryAsync(create);
        foreach (var machine in bench.Machines)
        {
            trial.Require(
                context.Reports.TryGetValue(machine.Name, out var outcome),
                $"machine '{bench.Machines[0].Name}' failed, and '{machine.Name}' was not reported",
                "work on each machine by itself, catch DiagnosticException there, and report it as that machine's failure");
            trial.Require(
                (outcome!.Failure is not null) == (machine == bench.Machines[0]),
                $"machine '{bench.Machines[0].Name}' failed, and '{machine.Name}' was reported as {(outcome.Failure is null ? "succeeded" : $"failed: {outcome.Failure}")}",
                "report the failure of each machine for itself");
        }
    }

    private async Task RemedyAsync(Trial trial)
    {
        await using var bench = new InstallBench(subject, trial);
        subject.Break(bench.Machines[0]);
        var context = await bench.TryAsync(create);
        trial.Require(
            context.Reports.TryGetValue(bench.Machines[0].Name, out var outcome) && outcome.Failure is not null, "a machine that failed was not reported as failed", "report it with a diagnostic");
        var failure = outcome!.Failure!;
        trial.Require(failure.Code.Length > 0 && failure.Message.Length > 0, $"the diagnostic lacks a code or a message: {failure}", "give it both");
        trial.Require(!string.IsNullOrWhiteSpace(failure.Remedy), $"the diagnostic says nothing of what to do: {failure}", "give the diagnostic a remedy");
    }

    private async Task CancelAsync(Trial trial)
    {
        await using var bench = new InstallBench(subject, trial);
        foreach (var machine in bench.Machines)
            machine.Hangs = true;
        var install = create(bench.Host());
        var context = bench.Context("section-1");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(trial.Token);
        var work = Task.Run(() => install(context, cancel.Token), CancellationToken.None);
        await trial.BecomesAsync(() => work.IsCompleted || bench.Machines.Any(machine => machine.HasStarted));
        await cancel.CancelAsync();
        await trial.EndsCancelledAsync(() => work, "the work, cancelled while a command hung,", "hand the token to every call that waits, and give the cleaning up a short time of its own");
    }

    private async Task VariablesAsync(Trial trial)
    {
        await using var bench = new InstallBench(subject, trial);
        await bench.SucceedAsync(create);
        foreach (var machine in bench.Machines)
        {
            var value = subject.ReadVariable(machine);
            trial.Require(
                value == InstallBench.VariableValue,
                $"variable {InstallSubject.VariableName} reached '{machine.Name}' as {(value is null ? "nothing" : $"'{value}'")} instead of '{InstallBench.VariableValue}'",
                "put the context's Variables into the environment of commands; where they take another way, set ReadVariable on the subject");
        }
    }

    private async Task WritablePathsAsync(Trial trial)
    {
        await using var bench = new InstallBench(subject, trial);
        var before = bench.Snapshots();
        await bench.SucceedAsync(create);
        foreach (var (machine, snapshot) in bench.Machines.Zip(before))
        {
            var after = machine.Snapshot();
            var written = after.Where(entry => snapshot.GetValueOrDefault(entry.Key) != entry.Value).Select(entry => entry.Key)
                .Concat(snapshot.Keys.Except(after.Keys)).FirstOrDefault(path => !subject.WritablePaths!.Any(allowed => IsAllowed(path, allowed)));
            trial.Require(written is null, $"'{written}' was written on '{machine.Name}'", "write below the listed paths, or list this one in WritablePaths");
        }
    }

    // The folders above a listed path have to be made.
    private static bool IsAllowed(string path, string allowed) =>
        path == allowed || path.StartsWith($"{allowed}/", StringComparison.Ordinal) || allowed.StartsWith($"{path}/", StringComparison.Ordinal);
}
