using Foray.Experiments.Events;
using Foray.Experiments.State;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;

namespace Foray.Experiments.Tests.Running;

public sealed class RowTests
{
    private static Dictionary<string, int> EndsById(Lab lab) =>
        lab.Records.OfType<RowEnded>().GroupBy(ended => ended.Id).ToDictionary(group => group.Key, group => group.Count());

    private static string Outcomes(Foray.Experiments.Running.RunReport report) =>
        string.Join(' ', report.Results!.Cases.Select(row => $"{row.Case}:{row.Outcome.Status}"));

    [Fact]
    public async Task Every_row_has_one_recorded_beginning_and_one_end()
    {
        using var lab = new Lab(Lab.Simple);
        Lab.AssertFine(await lab.RunAsync());
        var began = lab.Records.OfType<RowBegan>().Select(row => row.Id).ToList();
        Assert.Equal(4, began.Distinct().Count());
        Assert.Equal(began.Order(), EndsById(lab).Keys.Order());
        Assert.All(EndsById(lab).Values, ends => Assert.Equal(1, ends));
    }

    [Fact]
    public async Task A_second_end_is_the_plugins_fault_and_not_recorded()
    {
        using var lab = new Lab(Lab.Simple);
        lab.SwitchOn("a.ends-twice");
        var report = await lab.RunAsync();
        var fault = report.Diagnostics.First(diagnostic => diagnostic.Message.Contains("has ended before", StringComparison.Ordinal));
        Assert.Equal("FORAY406", fault.Code);
        Assert.Contains("Foray.Fixtures.Lab", fault.Message, StringComparison.Ordinal);
        Assert.Equal("a:Passed a:Failed b:Failed b:Failed", Outcomes(report));
        Assert.All(EndsById(lab).Values, ends => Assert.Equal(1, ends));
    }

    [Fact]
    public async Task A_plugin_that_crashes_gives_its_rows_an_end_and_leaves_nothing_running()
    {
        using var lab = new Lab(Lab.Simple);
        lab.SwitchOn("a.crashes");
        var report = await lab.RunAsync();
        Assert.Equal("a:Failed a:Failed b:Failed b:Failed", Outcomes(report));
        Assert.Contains("the glass broke", report.Results!.Cases[0].Outcome.Message, StringComparison.Ordinal);
        var began = Assert.Single(lab.Records.OfType<RowBegan>());
        Assert.Contains($"remove {began.Machine} {began.Id}", lab.Told);
        Assert.Empty(lab.State.OpenRows);
    }

    [Fact]
    public async Task A_plugin_that_forgets_a_row_has_it_ended_as_failed()
    {
        using var lab = new Lab(Lab.Simple);
        lab.SwitchOn("a.forgets");
        var report = await lab.RunAsync();
        Assert.Equal("a:Failed a:Failed b:Passed b:Passed", Outcomes(report));
        Assert.Empty(lab.State.OpenRows);
        Assert.Equal(RowStatus.Failed, report.Results!.Status);
    }

    [Fact]
    public async Task A_row_that_never_began_has_an_end_in_the_results_and_none_in_the_journal()
    {
        using var lab = new Lab(Lab.Simple);
        lab.SwitchOn("a.skips");
        var report = await lab.RunAsync();
        Assert.Equal("a:Skipped a:Skipped b:Passed b:Passed", Outcomes(report));
        Assert.Equal(2, lab.Records.OfType<RowEnded>().Count());
    }

    [Fact]
    public async Task A_row_that_an_earlier_run_began_keeps_its_id_and_its_attempt()
    {
        using var lab = new Lab(Lab.Simple);
        await lab.RunAsync();
        lab.Rewind(lab.Records.TakeWhile(record => record is not RowEnded));
        var open = lab.State.OpenRows.Values.Single();
        _ = lab.Told;

        var report = await lab.RunAsync();
        Lab.AssertFine(report);
        Assert.Contains($"run first a left-1 {open.Id} again 1", lab.Told);
        Assert.Equal(1, lab.State.AttemptsOf(open.Key));
        Assert.Equal(report.Results!.Run, lab.State.EndedRows[open.Key].Run);
        Assert.Equal(1, lab.Events.OfType<RunPlanned>().Last().Resumed);
        Assert.Equal(RowStatus.Interrupted, lab.State.EndOf(open.Run)!.Status);
    }

    [Fact]
    public async Task Ids_of_attempts_never_repeat()
    {
        using var lab = new Lab(Lab.Simple);
        lab.SwitchOn("a.fails");
        lab.SwitchOn("b.retries");
        for (var run = 0; run < 3; run++)
            await lab.RunAsync(force: run == 2);
        var ids = lab.Records.OfType<RowBegan>().Select(row => row.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal((3, 4), (lab.State.AttemptsOf("first\na\nleft-1"), lab.State.AttemptsOf("first\nb\nleft-1")));
    }

    [Fact]
    public async Task What_was_begun_and_is_not_wanted_any_more_is_ended_and_voided()
    {
        using var lab = new Lab(Lab.Simple);
        await lab.RunAsync();
        lab.Rewind(lab.Records.TakeWhile(record => record is not RowEnded));
        var open = lab.State.OpenRows.Values.Single();
        lab.Write(Lab.Simple.Replace("cases: [a, b]", "cases: [c]", StringComparison.Ordinal));
        _ = lab.Told;

        Lab.AssertFine(await lab.RunAsync());
        Assert.Contains($"remove left-1 {open.Id}", lab.Told);
        Assert.Contains(new RowVoided(open.Key, open.Id), lab.Records);
        Assert.Empty(lab.State.OpenRows);
    }

    [Fact]
    public async Task An_interrupted_run_keeps_what_is_finished_and_ends_the_rest()
    {
        using var lab = new Lab(Lab.Simple);
        using var interrupt = new CancellationTokenSource();
        lab.Observe = happened =>
        {
            if (happened is RowFinished)
                interrupt.Cancel();
        };
        var report = await lab.RunAsync(cancellation: interrupt.Token);
        Assert.True(report.Interrupted);
        Assert.Equal("a:Passed a:Interrupted b:Interrupted b:Interrupted", Outcomes(report));
        Assert.Empty(lab.State.OpenRows);
        Assert.Equal(["a left-1 Reused", "a left-2 New", "b left-1 New", "b left-2 New"], await lab.PlanAsync());
    }

    [Fact]
    public async Task A_plugin_that_cannot_plan_is_a_fault_and_nothing_is_brought_up()
    {
        using var lab = new Lab(Lab.Simple);
        lab.SwitchOn("trial-cannot-plan");
        var fault = (await lab.RunAsync()).Diagnostics.Single(diagnostic => diagnostic.Severity == Severity.Error);
        Assert.Equal("FORAY406", fault.Code);
        Assert.Contains("experiment.yml:5", $"{fault.Place}", StringComparison.Ordinal);
        Assert.Empty(lab.Told);
    }

    [Fact]
    public async Task A_tool_that_a_machine_lacks_is_told_before_anything_runs()
    {
        using var lab = new Lab(Lab.Simple.Replace("cases: [a, b]", "cases: [a], needs: missing-tool", StringComparison.Ordinal));
        var report = await lab.RunAsync();
        Assert.Equal(["left-1", "left-2"], report.Diagnostics.Where(diagnostic => diagnostic.Code == ExperimentCodes.MissingMachineTool)
            .Select(diagnostic => diagnostic.Message.Split('\'')[1]));
        Assert.Empty(lab.Records.OfType<RowBegan>());
    }

    [Fact]
    public async Task A_format_that_fails_does_not_keep_the_others_from_being_written()
    {
        using var lab = new Lab(Lab.Simple);
        var report = await lab.RunAsync();
        Assert.Contains("the ink ran out", Assert.Single(report.Diagnostics).Message, StringComparison.Ordinal);
        Assert.Equal(4, File.ReadAllLines(Path.Combine(report.Folder!, "tally.txt")).Length);
        Assert.False(File.Exists(Path.Combine(report.Folder!, "blot.txt")));
    }

    [Theory]
    [InlineData("tally,blot,smear", "", "blot,smear")]
    [InlineData("blot,smear,tally", "smear", "smear,blot")]
    [InlineData("blot,Foray.Fixtures.Lab:blot,smear", "tally,Foray.Fixtures.Lab:smear", "smear,blot")]
    public async Task Formats_are_written_in_the_order_of_the_settings_and_then_of_their_names(string active, string order, string written)
    {
        using var lab = new Lab(Lab.Simple, new PluginSettings { Active = Formats(active), Order = Formats(order) });
        var report = await lab.RunAsync();
        Assert.Equal(written.Split(','), report.Diagnostics.Select(diagnostic => diagnostic.Message.Split('\'')[1]));
    }

    private static Dictionary<string, IReadOnlyList<string>> Formats(string names) => new() { ["result"] = names.Split(',', StringSplitOptions.RemoveEmptyEntries) };
}
