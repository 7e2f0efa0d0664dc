using Foray.Experiments.State;

namespace Foray.Experiments.Tests.Running;

public sealed class RunReasonTests
{
    private const string OneMachine = """
        name: demo
        sites:
          - { kind: lab, labels: [left] }
        experiments:
          - { kind: trial, name: first, labels: [left], cases: [a, b], content: CONTENT }
        """;

    private static string WithContent(string content) => OneMachine.Replace("CONTENT", content, StringComparison.Ordinal);

    [Fact]
    public async Task What_was_never_run_is_new()
    {
        using var lab = new Lab(Lab.Simple);
        Assert.Equal(["a left-1 New", "a left-2 New", "b left-1 New", "b left-2 New"], await lab.PlanAsync());
    }

    [Fact]
    public async Task What_passed_is_reused_and_not_run_again()
    {
        using var lab = new Lab(OneMachine);
        var first = await lab.RunAsync();
        Lab.AssertFine(first);
        _ = lab.Told;
        Assert.Equal(["a left-1 Reused", "b left-1 Reused"], await lab.PlanAsync());

        var second = await lab.RunAsync();
        Lab.AssertFine(second);
        Assert.Empty(lab.Told);
        Assert.NotEqual(first.Results!.Run, second.Results!.Run);
        Assert.All(second.Results.Cases, row => Assert.Equal((first.Results.Run, first.Results.Cases[0].Folder.Split('/')[1]), (row.Run, row.Folder.Split('/')[1])));
    }

    [Fact]
    public async Task What_is_different_now_is_changed()
    {
        using var lab = new Lab(WithContent("one"));
        await lab.RunAsync();
        lab.Write(WithContent("two"));
        Assert.Equal(["a left-1 Changed", "b left-1 Changed"], await lab.PlanAsync());
        await lab.RunAsync();
        lab.Write(WithContent("one"));
        Assert.Equal(["a left-1 Changed", "b left-1 Changed"], await lab.PlanAsync());
    }

    [Fact]
    public async Task Only_what_a_changed_input_touches_is_changed()
    {
        using var lab = new Lab("""
            name: demo
            sites:
              - { kind: lab, labels: [left] }
            experiments:
              - { kind: trial, name: first, labels: [left], cases: [a], input: data }
              - { kind: trial, name: second, labels: [left], cases: [b] }
            """);
        lab.Folder.Write("data/x.txt", "one");
        await lab.RunAsync();
        lab.Folder.Write("data/x.txt", "two");
        Assert.Equal(["a left-1 Changed", "b left-1 Reused"], await lab.PlanAsync());
    }

    [Fact]
    public async Task What_did_not_pass_is_run_again_alone()
    {
        using var lab = new Lab(OneMachine);
        lab.SwitchOn("b.fails");
        await lab.RunAsync();
        lab.SwitchOff("b.fails");
        _ = lab.Told;
        Assert.Equal(["a left-1 Reused", "b left-1 NotPassed"], await lab.PlanAsync());
        Lab.AssertFine(await lab.RunAsync());
        Assert.StartsWith("run first b left-1 ", lab.Told.Single(line => line.StartsWith("run", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(["a left-1 Reused", "b left-1 Reused"], await lab.PlanAsync());
    }

    [Fact]
    public async Task What_has_a_beginning_and_no_end_is_interrupted_unless_it_changed()
    {
        using var lab = new Lab(WithContent("one"));
        await lab.RunAsync();
        lab.Rewind(lab.Records.TakeWhile(record => record is not RowEnded));
        Assert.Equal(["a left-1 Interrupted", "b left-1 New"], await lab.PlanAsync());
        lab.Write(WithContent("two"));
        Assert.Equal(["a left-1 Changed", "b left-1 New"], await lab.PlanAsync());
    }

    [Fact]
    public async Task What_passed_and_lost_its_files_is_run_again()
    {
        using var lab = new Lab(OneMachine);
        var report = await lab.RunAsync();
        Directory.Delete(Path.Combine(lab.Paths.Output, report.Results!.Cases[1].Folder), recursive: true);
        Assert.Equal(["a left-1 Reused", "b left-1 FilesGone"], await lab.PlanAsync());
    }

    [Fact]
    public async Task What_is_forced_is_run_whatever_was_before()
    {
        using var lab = new Lab(OneMachine);
        await lab.RunAsync();
        Assert.Equal(["a left-1 Forced", "b left-1 Forced"], await lab.PlanAsync(force: true));
    }

    [Fact]
    public async Task Renaming_and_reordering_confuses_nothing()
    {
        const string Two = """
            name: demo
            sites:
              - { kind: lab, labels: [left] }
            experiments:
              - { kind: trial, name: first, labels: [left], cases: [a, b] }
              - { kind: trial, name: second, labels: [left], cases: [a] }
            """;
        using var lab = new Lab(Two);
        await lab.RunAsync();
        lab.Write("""
            name: demo
            sites:
              - { kind: lab, labels: [left] }
            experiments:
              - { kind: trial, name: renamed, labels: [left], cases: [a] }
              - { kind: trial, name: first, labels: [left], cases: [b, a] }
            """);
        Assert.Equal(["a left-1 New", "b left-1 Reused", "a left-1 Reused"], await lab.PlanAsync());
        await lab.RunAsync();
        lab.Write(Two);
        Assert.All(await lab.PlanAsync(), row => Assert.EndsWith("Reused", row, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_case_for_any_machine_is_reused_whichever_had_it()
    {
        using var lab = new Lab("""
            name: demo
            sites:
              - { kind: lab, labels: [left], number: 2 }
            experiments:
              - { kind: trial, name: first, labels: [left], cases: [a], any: true }
            """);
        Assert.Equal(["a  New"], await lab.PlanAsync());
        await lab.RunAsync();
        Assert.Equal(["a left-1 Reused"], await lab.PlanAsync());
    }

    [Fact]
    public async Task Planning_changes_nothing()
    {
        using var lab = new Lab(Lab.Simple);
        await lab.PlanAsync();
        Assert.False(Directory.Exists(lab.Paths.Output));
        Assert.Empty(lab.Told);
    }
}
