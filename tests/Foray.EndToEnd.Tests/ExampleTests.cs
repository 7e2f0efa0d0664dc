using System.Diagnostics;

namespace Foray.EndToEnd.Tests;

public sealed class ExampleTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task The_quickstart_runs_and_its_results_are_valid_in_both_forms()
    {
        foreach (var tool in new[] { "gzip", "bzip2", "xz", "awk" })
            Assert.SkipUnless(File.Exists($"/usr/bin/{tool}") || File.Exists($"/bin/{tool}"), $"{tool} is not installed");
        var file = _folder.Write("experiment.yml", File.ReadAllText(Path.Combine(ForayProgram.Root, "examples", "quickstart", "experiment.yml")));

        var result = await _folder.ForayAsync("run", file);

        Assert.True(result.ExitCode == 0, result.ToString());
        var rows = ResultsFile.Latest(_folder).Cases;
        Assert.Equal(9, rows.Count);
        Assert.All(rows, row =>
        {
            Assert.Equal("passed", ResultsFile.Text(row, "status"));
            Assert.True(row.GetProperty("metrics").GetProperty("ratio").GetDouble() > 1);
            Assert.True(row.GetProperty("metrics").GetProperty("pack_mb_s").GetDouble() > 0);
        });
        await AssertValidAsync(_folder.Of("output", "latest", "results.xml"));
    }

    [Fact]
    public async Task The_hooks_have_their_turns()
    {
        var file = _folder.Write("experiment.yml", File.ReadAllText(Path.Combine(ForayProgram.Root, "examples", "hooks", "experiment.yml")));

        var result = await _folder.ForayAsync("run", file);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.All(ResultsFile.Latest(_folder).Cases, row => Assert.Equal(5000050000, row.GetProperty("metrics").GetProperty("sum").GetDouble()));
        Assert.Equal($"run {ResultsFile.Latest(_folder).Run} passed\n", File.ReadAllText(_folder.Of("output", "latest", "message.txt")));
    }

    [Fact]
    public async Task The_job_runs_its_tests_on_both_machines_and_none_of_them_twice()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/gzip") || File.Exists("/bin/gzip"), "gzip is not installed");
        var example = Path.Combine(ForayProgram.Root, "examples", "job");
        foreach (var file in Directory.EnumerateFiles(example, "*", SearchOption.AllDirectories).Where(file => !file.Contains("/output/", StringComparison.Ordinal)))
        {
            var copy = _folder.Of(Path.GetRelativePath(example, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var result = await _folder.ForayAsync("run");

        Assert.True(result.ExitCode == 0, result.ToString());
        var rows = ResultsFile.Latest(_folder).Cases;
        Assert.Equal(6, rows.Count);
        Assert.All(rows, row => Assert.Equal("passed", ResultsFile.Text(row, "status")));
        var packed = rows.Where(row => ResultsFile.Text(row, "experiment") == "compression").ToList();
        Assert.Equal(2, packed.Select(row => ResultsFile.Text(row, "machine")).Distinct().Count());
        Assert.All(packed, row => Assert.True(row.GetProperty("metrics").GetProperty("bytes").GetDouble() > 0));

        File.AppendAllText(_folder.Of("tests", "sorting.sh"), "echo changed\n");
        var again = await _folder.ForayAsync("run");
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(["tests/sorting.sh"], ResultsFile.Latest(_folder).Fresh.Select(row => ResultsFile.Text(row, "case")));
    }

    private static async Task AssertValidAsync(string file)
    {
        var schema = Path.Combine(ForayProgram.Root, "..", "shared", "compat", "junit", "jenkins-junit.xsd");
        Assert.SkipUnless(File.Exists(schema), "the schema of JUnit files is not here");
        Assert.SkipUnless(File.Exists("/usr/bin/xmllint"), "xmllint is not installed");
        using var xmllint = Process.Start(new ProcessStartInfo("xmllint", ["--noout", "--schema", schema, file]) { RedirectStandardError = true })!;
        var said = await xmllint.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await xmllint.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(xmllint.ExitCode == 0, said);
    }
}
