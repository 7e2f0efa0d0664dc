using Foray.Experiments.Events;

namespace Foray.Experiments.Tests.Secrets;

public sealed class SecretCollectorTests
{
    /// <summary>Everything that is kept or shown of a run.</summary>
    private static async Task<string> KeptAsync(Lab lab)
    {
        await lab.RunAsync();
        var files = Directory.EnumerateFiles(lab.Paths.Output, "*", SearchOption.AllDirectories).Select(File.ReadAllText);
        var shown = lab.Events.Select(happened => happened is Reported reported ? $"{reported.Diagnostic}" : $"{happened}");
        return string.Join('\n', files.Concat(shown));
    }

    [Fact]
    public async Task A_variable_that_is_marked_is_in_nothing_that_is_kept_or_shown()
    {
        using var lab = new Lab("""
            name: demo
            variables:
              city: Paris
              password: { file: secrets/password, secret: true }
              token: { value: t0k3n-in-the-file, secret: true }
            sites:
              - { kind: lab, labels: [left] }
            software:
              kit: { labels: [left] }
            experiments:
              - { kind: trial, name: first, labels: [left], cases: [a] }
            """);
        lab.Folder.Write("secrets/password", "hunter2\n");
        var kept = await KeptAsync(lab);
        Assert.Contains("Paris", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("t0k3n-in-the-file", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_of_type_secret_is_masked()
    {
        using var lab = new Lab("""
            name: demo
            variables: { echo: sesame-open }
            sites:
              - { kind: lab, labels: [left], key: { file: secrets/key } }
            experiments:
              - { kind: trial, name: first, labels: [left], cases: [a] }
            """);
        lab.Folder.Write("secrets/key", "sesame-open");
        var report = await lab.RunAsync();
        Lab.AssertFine(report);
        Assert.Equal("***", report.Results!.Cases[0].Outcome.Message);
    }

    [Fact]
    public async Task A_secret_that_is_too_short_to_be_masked_is_told()
    {
        using var lab = new Lab("""
            name: demo
            variables: { pin: { value: "12", secret: true } }
            sites:
              - { kind: lab, labels: [left] }
            experiments:
              - { kind: trial, name: first, labels: [left], cases: [a] }
            """);
        Assert.Contains((await lab.UpAsync()).Diagnostics, diagnostic => diagnostic.Code == ExperimentCodes.ShortSecret);
    }
}
