using Foray.Experiments.Events;
using Foray.Experiments.State;
using Foray.Sdk.Diagnostics;

namespace Foray.Experiments.Tests.Provisioning;

public sealed class TeardownTests
{
    private const string Two = """
        name: demo
        sites:
          - { kind: lab, labels: [left], number: 2 }
          - { kind: lab, labels: [right], bench: other }
        experiments:
          - { kind: trial, name: first, labels: [left, right], cases: [a] }
        """;

    public static TheoryData<string> BrokenFiles => ["", "name: [", "name: demo\nsites: 7\n"];

    [Theory]
    [MemberData(nameof(BrokenFiles))]
    public async Task With_a_broken_file_the_journal_is_enough(string broken)
    {
        using var lab = new Lab(Two);
        await lab.UpAsync();
        var made = lab.State.Machines;
        lab.Write(broken);
        _ = lab.Told;
        Lab.AssertFine(await lab.DownAsync());
        Assert.Equal(made.Select(machine => $"down {machine.Name} {machine.Id} {machine.Data}").Order(), lab.Told.Order());
        Assert.Equal(["left-1", "left-2", "right-1"], lab.Events.OfType<MachineDown>().Select(down => down.Machine).Order());
        Assert.Empty(lab.State.Machines);
    }

    [Fact]
    public async Task Twice_in_a_row_is_fine_and_so_is_where_nothing_was()
    {
        using var lab = new Lab(Two);
        Assert.Empty((await lab.DownAsync()).Diagnostics);
        Assert.False(Directory.Exists(lab.Paths.Output));
        await lab.UpAsync();
        await lab.DownAsync();
        _ = lab.Told;
        Assert.Empty((await lab.DownAsync()).Diagnostics);
        Assert.Empty(lab.Told);
    }

    [Fact]
    public async Task A_site_that_fails_does_not_keep_the_others_from_going()
    {
        using var lab = new Lab(Two);
        await lab.UpAsync();
        lab.SwitchOn("bench.crash-down");
        var fault = Assert.Single((await lab.DownAsync()).Diagnostics);
        Assert.Equal(("FORAY406", Severity.Error), (fault.Code, fault.Severity));
        Assert.Contains("the door is jammed", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["left-1", "left-2"], lab.State.Machines.Select(machine => machine.Name));

        lab.SwitchOff("bench.crash-down");
        Assert.Empty((await lab.DownAsync()).Diagnostics);
        Assert.Empty(lab.State.Machines);
    }

    [Fact]
    public async Task A_row_that_was_being_run_goes_with_its_machine()
    {
        using var lab = new Lab(Two);
        await lab.RunAsync();
        lab.Rewind(lab.Records.TakeWhile(record => record is not RowEnded));
        var open = lab.State.OpenRows.Values.Single();
        Lab.AssertFine(await lab.DownAsync());
        Assert.Contains(new RowVoided(open.Key, open.Id), lab.Records);
        Assert.Empty(lab.State.OpenRows);
    }

    [Fact]
    public async Task A_site_whose_plugin_is_not_there_any_more_is_named_and_keeps_its_machines()
    {
        using var lab = new Lab(Two);
        await lab.UpAsync();
        lab.Rewind(lab.Records.Select(record => record is SiteUsed { } site && site.Options.Contains("other", StringComparison.Ordinal) ? site with { Plugin = "Gone:lab" } : record));
        var refusal = Assert.Single((await lab.DownAsync()).Diagnostics);
        Assert.Contains("Gone:lab", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["right-1"], lab.State.Machines.Select(machine => machine.Name));
    }

    [Fact]
    public async Task What_comes_up_afterwards_is_new()
    {
        using var lab = new Lab(Two);
        await lab.UpAsync();
        var before = lab.State.Machines.Select(machine => machine.Id).ToList();
        await lab.DownAsync();
        Lab.AssertFine(await lab.UpAsync());
        Assert.Empty(before.Intersect(lab.State.Machines.Select(machine => machine.Id)));
    }
}
