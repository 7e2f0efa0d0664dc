using Foray.Experiments.Events;
using Foray.Experiments.Reading;
using Foray.Experiments.Running;
using Foray.Experiments.State;
using Foray.Sdk.Experiments;

namespace Foray.Experiments.Tests.Running;

public sealed class HookTests
{
    private const string File = """
        name: demo
        sites:
          - { kind: lab, labels: [left], number: 2 }
        hooks:
          - { kind: bell, name: closing, at: after_run }
          - { kind: bell, name: opening, at: before_run }
          - { kind: bell, name: ready, at: after_up, labels: [left] }
        experiments:
          - { kind: trial, name: first, labels: [left], cases: [a] }
        """;

    private static IReadOnlyList<string> Rung(Lab lab) =>
        [.. lab.Told.Where(line => line.StartsWith("ring", StringComparison.Ordinal) || line.StartsWith("run", StringComparison.Ordinal)).Select(line => line.Split(' ') is ["run", ..] ? "run" : line)];

    [Fact]
    public async Task Each_hook_has_its_turn_every_time_that_its_moment_comes()
    {
        using var lab = new Lab(File);
        Lab.AssertFine(await lab.UpAsync());
        Assert.Equal(["ring ready left-1,left-2"], Rung(lab));
        Lab.AssertFine(await lab.RunAsync());
        Assert.Equal(["ring ready left-1,left-2", "ring opening", "run", "run", "ring closing  Passed"], Rung(lab));
        Lab.AssertFine(await lab.RunAsync());
        Assert.Empty(Rung(lab));
        Lab.AssertFine(await lab.RunAsync(force: true));
        Assert.Equal(5, Rung(lab).Count);
    }

    [Fact]
    public async Task Nothing_is_run_where_a_hook_before_it_fails_and_the_closing_one_has_its_turn()
    {
        using var lab = new Lab(File);
        lab.SwitchOn("opening.fails");
        var report = await lab.RunAsync();
        Assert.Contains(report.Diagnostics, diagnostic => diagnostic.Message == "bell 'opening' is cracked");
        Assert.All(report.Results!.Cases, row => Assert.Equal((RowStatus.Failed, "bell 'opening' is cracked"), (row.Outcome.Status, row.Outcome.Message)));
        Assert.Empty(lab.Records.OfType<RowBegan>());
        Assert.Equal(["ring ready left-1,left-2", "ring opening", "ring closing  Failed"], Rung(lab));
    }

    [Fact]
    public async Task A_hook_that_fails_on_machines_ends_up_and_names_each()
    {
        using var lab = new Lab(File);
        lab.SwitchOn("ready.fails");
        Assert.Equal(["nobody on 'left-1'", "nobody on 'left-2'"], (await lab.UpAsync()).Diagnostics.Select(diagnostic => diagnostic.Message));
    }

    [Fact]
    public async Task A_closing_hook_that_fails_is_told_and_changes_no_result()
    {
        using var lab = new Lab(File);
        lab.SwitchOn("closing.fails");
        var report = await lab.RunAsync();
        Assert.Contains(report.Diagnostics, diagnostic => diagnostic.Message == "bell 'closing' is cracked");
        Assert.Equal(RowStatus.Passed, report.Results!.Status);
        Assert.Equal(RowStatus.Passed, lab.Records.OfType<RunEnded>().Single().Status);
    }

    [Fact]
    public async Task A_hook_that_breaks_is_its_plugins_fault()
    {
        using var lab = new Lab(File);
        lab.SwitchOn("ready.breaks");
        var diagnostic = Assert.Single((await lab.UpAsync()).Diagnostics);
        Assert.Equal("FORAY406", diagnostic.Code);
        Assert.Contains("'ready'", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_run_has_no_closing_hook()
    {
        using var lab = new Lab(File);
        using var cancel = new CancellationTokenSource();
        lab.Observe = happened =>
        {
            if (happened is RowStarted)
                cancel.Cancel();
        };
        Assert.True((await lab.RunAsync(cancellation: cancel.Token)).Interrupted);
        Assert.DoesNotContain(Rung(lab), line => line.StartsWith("ring closing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hook_can_be_tried_again()
    {
        using var lab = new Lab(File.Replace("at: after_up,", "at: after_up, retries: 2, backoff: 0s,", StringComparison.Ordinal));
        lab.SwitchOn("ready.fails");
        lab.Observe = happened =>
        {
            if (happened is LogLine { Text: var text } && text.StartsWith("try 2 of 3", StringComparison.Ordinal))
                lab.SwitchOff("ready.fails");
        };
        Lab.AssertFine(await lab.UpAsync());
        Assert.Equal(2, Rung(lab).Count);
    }

    [Fact]
    public async Task The_plan_tells_the_hooks_and_why_steps_are_done()
    {
        using var lab = new Lab(File.Replace("hooks:", "software:\n  kit: { labels: [left], version: one }\nhooks:", StringComparison.Ordinal));
        Assert.Equal(["make machine left-1 (lab): not there yet", "install software kit on left-1: not there yet", "run hook closing after_run on this computer: ", "run hook ready after_up on left-1, left-2: "],
            (await PlanAsync(lab)).Where(step => !step.Contains("left-2 (", StringComparison.Ordinal) && !step.Contains("kit on left-2", StringComparison.Ordinal) && !step.Contains("opening", StringComparison.Ordinal)));
        await lab.UpAsync();
        var kept = await PlanAsync(lab);
        Assert.All(["keep machine left-1 (lab): ", "keep software kit on left-1: "], step => Assert.Contains(step, kept));
        lab.Write(System.IO.File.ReadAllText(lab.Paths.File).Replace("version: one", "version: two", StringComparison.Ordinal).Replace("number: 2", "number: 2, model: other", StringComparison.Ordinal));
        var changed = await PlanAsync(lab);
        Assert.All(["replace machine left-1 (lab): its description has changed", "install software kit on left-1: its section, a variable or a file has changed"], step => Assert.Contains(step, changed));
    }

    private static async Task<IReadOnlyList<string>> PlanAsync(Lab lab)
    {
        var plan = await new PlanReader(lab.Services).ReadAsync(lab.Paths, new RunOptions());
        Assert.Empty(plan.Diagnostics);
        return [.. plan.Machines.Concat(plan.Installs).Concat(plan.Hooks).Select(step => $"{step.Action} {step.What}: {step.Why}")];
    }
}
