using Foray.Experiments.State;
using Foray.Sdk.Experiments;

namespace Foray.Experiments.Tests.Running;

/// <summary>The journal is only added to: whenever Foray dies, what it leaves is a beginning of it.</summary>
public sealed class CrashTests
{
    private const string Everything = """
        name: demo
        sites:
          - { kind: lab, labels: [left], number: 2 }
          - { kind: lab, labels: [right], bench: other }
        software:
          kit: { labels: [left, right] }
        deployment:
          rack: { labels: [right] }
        experiments:
          - { kind: trial, name: first, labels: [left], cases: [a, b] }
          - { kind: trial, name: second, labels: [left, right], cases: [c], any: true }
        """;

    [Fact]
    public async Task Whatever_was_recorded_when_Foray_died_the_next_run_comes_to_the_end()
    {
        using var lab = new Lab(Everything);
        lab.SwitchOn("b.retries");
        Lab.AssertFine(await lab.RunAsync());
        var records = lab.Records;
        Assert.True(records.Count > 20);

        for (var recorded = 0; recorded <= records.Count; recorded++)
        {
            lab.Rewind(records.Take(recorded));
            var report = await lab.RunAsync();
            Lab.AssertFine(report);
            Assert.All(report.Results!.Cases, row => Assert.Equal(RowStatus.Passed, row.Outcome.Status));
            AssertSettled(lab);

            Lab.AssertFine(await lab.DownAsync());
            Assert.Empty(lab.State.Machines);
        }
    }

    [Fact]
    public async Task Whatever_was_recorded_when_Foray_died_everything_is_taken_down()
    {
        using var lab = new Lab(Everything);
        await lab.RunAsync();
        var records = lab.Records;
        File.Delete(lab.Paths.File);
        for (var recorded = 0; recorded <= records.Count; recorded++)
        {
            lab.Rewind(records.Take(recorded));
            _ = lab.Told;
            var made = lab.State.Machines.Select(machine => machine.Id).Order().ToList();
            Lab.AssertFine(await lab.DownAsync());
            Assert.Equal(made, lab.Told.Select(line => line.Split(' ')[2]).Order());
            Assert.Empty(lab.State.Machines);
            Assert.Empty(lab.State.OpenRows);
        }
    }

    private static void AssertSettled(Lab lab)
    {
        Assert.Empty(lab.State.OpenRows);
        Assert.All(lab.State.Runs, run => Assert.NotNull(lab.State.EndOf(run.Run)));
        Assert.All(lab.State.Machines, machine => Assert.True(lab.State.IsReady(machine.Id)));
        Assert.Equal(["left-1", "left-2", "right-1"], lab.State.Machines.Select(machine => machine.Name).Order());
        var began = lab.Records.OfType<RowBegan>().Select(row => row.Id).ToList();
        Assert.Equal(began.Count, began.Distinct().Count());
        var ended = lab.Records.OfType<RowEnded>().Select(row => row.Id).ToList();
        Assert.Equal(ended.Count, ended.Distinct().Count());
        Assert.Equal(5, lab.State.EndedRows.Count);
    }
}
