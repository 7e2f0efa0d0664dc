using Foray.Experiments.Events;
using Foray.Experiments.Running;
using Foray.Sdk.Experiments;

namespace Foray.Experiments.Tests.Running;

public sealed class RepeatTests
{
    private static async Task<(RunReport Report, RunRepeated? Told)> RepeatAsync(Lab lab, string run)
    {
        lab.Clock.Advance(TimeSpan.FromMinutes(1));
        var report = await new ExperimentWork(lab.Services, lab.Paths).RunAsync(new RunOptions { RepeatOf = run }, TestContext.Current.CancellationToken);
        return (report, lab.Events.OfType<RunRepeated>().FirstOrDefault());
    }

    private static string IdOf(RunReport report) => report.Results!.Run;

    [Fact]
    public async Task All_cases_are_run_again_and_nothing_differs()
    {
        using var lab = new Lab(Lab.Simple);
        var first = await lab.RunAsync();
        var (report, told) = await RepeatAsync(lab, IdOf(first));
        Lab.AssertFine(report);
        Assert.Equal((IdOf(first), 0, false), (told!.Run, told.Differences.Count, told.HasEnded));
        Assert.Equal(4, report.Results!.Cases.Count(row => row.Run == IdOf(report) && row.Outcome.Status == RowStatus.Passed));
        Assert.Contains($"\"repeat_of\": {{\n    \"run\": \"{IdOf(first)}\"", File.ReadAllText(Path.Combine(report.Folder!, "manifest.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_is_run_as_it_was_and_its_change_is_told()
    {
        using var lab = new Lab(Lab.Simple);
        var first = await lab.RunAsync();
        lab.Write(Lab.Simple.Replace("[a, b]", "[c]", StringComparison.Ordinal));
        var (report, told) = await RepeatAsync(lab, "latest");
        Lab.AssertFine(report);
        Assert.Equal(["a", "a", "b", "b"], report.Results!.Cases.Select(row => row.Case).Order(StringComparer.Ordinal));
        Assert.Equal(["'experiment.yml' has changed since; what is run is the file as it was"], told!.Differences);
        Assert.Equal(File.ReadAllText(Path.Combine(first.Folder!, "experiment.yml")), File.ReadAllText(Path.Combine(report.Folder!, "experiment.yml")));
    }

    [Fact]
    public async Task Variables_have_the_values_that_they_had()
    {
        using var lab = new Lab("""
            name: demo
            variables:
              who: { file: who.txt }
              greeting: hello ${who}
            sites:
              - { kind: lab, labels: [left] }
            experiments:
              - { kind: trial, name: first, labels: [left], cases: ["${greeting}"] }
            """);
        lab.Folder.Write("who.txt", "${everybody}");
        var first = await lab.RunAsync();
        lab.Folder.Write("who.txt", "nobody");
        var (report, told) = await RepeatAsync(lab, IdOf(first));
        Lab.AssertFine(report);
        Assert.Equal("hello ${everybody}", Assert.Single(report.Results!.Cases).Case);
        Assert.Empty(told!.Differences);
    }

    [Fact]
    public async Task A_file_with_masked_secrets_is_repeated_as_long_as_it_is_the_same()
    {
        const string Text = """
            name: demo
            variables:
              token: { value: s3cret-value, secret: true }
            sites:
              - { kind: lab, labels: [left] }
            experiments:
              - { kind: trial, name: first, labels: [left], cases: [a] }
            """;
        using var lab = new Lab(Text);
        var first = IdOf(await lab.RunAsync());
        Lab.AssertFine((await RepeatAsync(lab, first)).Report);
        lab.Write(Text + "\n# another\n");
        var refusal = Assert.Single((await RepeatAsync(lab, first)).Report.Diagnostics);
        Assert.Equal("FORAY270", refusal.Code);
        Assert.Contains("secrets in it are masked", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-01-01T00-00-00")]
    [InlineData("../runs")]
    [InlineData("")]
    public async Task A_run_that_is_not_there_is_told(string run)
    {
        using var lab = new Lab(Lab.Simple);
        await lab.RunAsync();
        Assert.Equal("FORAY346", Assert.Single((await RepeatAsync(lab, run)).Report.Diagnostics).Code);
    }

    [Theory]
    [InlineData("{ nothing", "cannot be read")]
    [InlineData("null", "cannot be read")]
    [InlineData("""{"format": 2, "run": "r", "name": "n", "foray": "1", "started": "2026-01-01T00:00:00Z", "file": {"name": "", "sha256": "", "copy": ""}, "variables": {}, "plugins": [], "machines": [], "rows": []}""", "form 2")]
    public async Task A_manifest_that_cannot_be_used_is_told(string text, string reason)
    {
        using var lab = new Lab(Lab.Simple);
        var first = await lab.RunAsync();
        await File.WriteAllTextAsync(Path.Combine(first.Folder!, "manifest.json"), text, TestContext.Current.CancellationToken);
        var refusal = Assert.Single((await RepeatAsync(lab, IdOf(first))).Report.Diagnostics);
        Assert.Equal("FORAY270", refusal.Code);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_end_otherwise_are_told()
    {
        using var lab = new Lab(Lab.Simple);
        var first = await lab.RunAsync();
        lab.SwitchOn("a.fails");
        await RepeatAsync(lab, IdOf(first));
        var ended = lab.Events.OfType<RunRepeated>().Last();
        Assert.True(ended.HasEnded);
        Assert.Contains("first: a on left-1: passed then, failed now", ended.Differences);
    }
}
