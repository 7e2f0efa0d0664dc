using Foray.Experiments.Events;
using Foray.Experiments.State;
using Foray.Sdk.Diagnostics;

namespace Foray.Experiments.Tests.Provisioning;

public sealed class SiteTests
{
    private const string Two = """
        name: demo
        sites:
          - { kind: lab, labels: [left], number: 2, model: MODEL }
          - { kind: lab, labels: [right], bench: other }
        experiments:
          - { kind: trial, name: first, labels: [left, right], cases: [a] }
        """;

    private static string WithModel(string model) => Two.Replace("MODEL", model, StringComparison.Ordinal);

    private static Dictionary<string, string> Ids(Lab lab) => lab.State.Machines.ToDictionary(machine => machine.Name, machine => machine.Id);

    [Fact]
    public async Task Bringing_up_twice_changes_nothing()
    {
        using var lab = new Lab(Two);
        Lab.AssertFine(await lab.UpAsync());
        var records = lab.Records.Count;
        var ids = Ids(lab);
        Assert.Equal(["left-1", "left-2", "right-1"], ids.Keys);
        Assert.Equal(3, lab.Events.OfType<MachineUp>().Count(up => up.IsNew));

        Lab.AssertFine(await lab.UpAsync());
        Assert.Equal(ids, Ids(lab));
        Assert.Equal(records, lab.Records.Count);
        Assert.Equal(3, lab.Events.OfType<MachineUp>().Count(up => !up.IsNew));
        Assert.DoesNotContain(lab.Told, line => line.StartsWith("down", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_machine_with_another_specification_is_replaced_and_no_other()
    {
        using var lab = new Lab(WithModel("small"));
        await lab.UpAsync();
        var before = Ids(lab);
        _ = lab.Told;
        lab.Write(WithModel("large"));
        Lab.AssertFine(await lab.UpAsync());
        var after = Ids(lab);

        Assert.Equal(before["right-1"], after["right-1"]);
        Assert.Empty(before.Values.Intersect([after["left-1"], after["left-2"]]));
        var told = lab.Told.ToList();
        foreach (var name in new[] { "left-1", "left-2" })
            Assert.InRange(told.FindIndex(line => line.StartsWith($"down {name} {before[name]}", StringComparison.Ordinal)), 0, told.IndexOf($"up {name} {after[name]}") - 1);
        Assert.All(lab.State.Machines, machine => Assert.True(lab.State.IsReady(machine.Id)));
    }

    [Fact]
    public async Task A_changed_machine_that_cannot_be_taken_down_is_not_made_anew()
    {
        using var lab = new Lab(WithModel("small"));
        await lab.UpAsync();
        var before = Ids(lab);
        _ = lab.Told;
        lab.Write(WithModel("large"));
        lab.SwitchOn("bench.crash-down");
        Assert.Contains((await lab.UpAsync()).Diagnostics, diagnostic => diagnostic.Severity == Severity.Error && diagnostic.Code == ExperimentCodes.LeftOver);
        Assert.Equal(before, Ids(lab));
        Assert.Empty(lab.Told);
    }

    [Fact]
    public async Task After_a_crash_half_way_the_machine_that_was_begun_keeps_its_id()
    {
        using var lab = new Lab(Two);
        lab.SwitchOn("bench.crash-up");
        var report = await lab.UpAsync();
        Assert.Contains(report.Diagnostics, diagnostic => diagnostic.Message.Contains("the power failed", StringComparison.Ordinal));
        var begun = lab.State.MachineNamed("left-1")!;
        Assert.False(lab.State.IsReady(begun.Id));

        lab.SwitchOff("bench.crash-up");
        Lab.AssertFine(await lab.UpAsync());
        Assert.Equal(begun.Id, Ids(lab)["left-1"]);
        Assert.True(lab.State.IsReady(begun.Id));
        Assert.DoesNotContain(lab.Told, line => line.StartsWith("down", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_site_that_fails_does_not_keep_the_others_from_their_end()
    {
        using var lab = new Lab(Two);
        lab.SwitchOn("bench.refuse-up");
        var report = await lab.UpAsync();
        Assert.Equal("bench 'bench' is locked", Assert.Single(report.Diagnostics).Message);
        Assert.True(lab.State.IsReady(lab.State.MachineNamed("right-1")!.Id));
    }

    [Fact]
    public async Task A_site_that_does_not_record_a_machine_is_at_fault()
    {
        using var lab = new Lab(Two);
        lab.SwitchOn("other.forget");
        var fault = Assert.Single((await lab.UpAsync()).Diagnostics);
        Assert.Equal("FORAY406", fault.Code);
        Assert.Contains("'right-1'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_that_the_file_does_not_name_any_more_is_told_and_left_up()
    {
        using var lab = new Lab(Lab.Simple);
        await lab.UpAsync();
        lab.Write(Lab.Simple.Replace("number: 2", "number: 1", StringComparison.Ordinal));
        var warning = Assert.Single((await lab.UpAsync()).Diagnostics);
        Assert.Equal((ExperimentCodes.LeftOver, Severity.Warning), (warning.Code, warning.Severity));
        Assert.Contains("'left-2'", warning.Message, StringComparison.Ordinal);
        Assert.NotNull(lab.State.MachineNamed("left-2"));
    }
}
