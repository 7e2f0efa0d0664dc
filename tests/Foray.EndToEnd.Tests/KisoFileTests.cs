using System.Text.Json;

namespace Foray.EndToEnd.Tests;

/// <summary>Kiso's own files are read as they are.</summary>
public sealed class KisoFileTests : IAsyncLifetime
{
    private readonly VagrantStandIn _vagrant = new();
    private readonly TestFolder _folder;

    public KisoFileTests() => _folder = new TestFolder { Environment = _vagrant.Environment };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _folder.DisposeAsync();
        _vagrant.Dispose();
    }

    [Theory]
    [InlineData("experiment-template.yml", 0)]
    [InlineData("test-1.yml", 0)]
    [InlineData("test-invalid.yml", 2)]
    public async Task They_are_judged_as_Kiso_judges_them(string file, int exitCode)
    {
        var check = await _folder.ForayAsync("check", KisoFiles.Of(file));
        Assert.True(check.ExitCode == exitCode, check.ToString());
    }

    [Fact]
    public async Task The_template_is_warned_of_what_it_lacks_to_be_run()
    {
        var check = await _folder.ForayAsync("check", KisoFiles.Of("experiment-template.yml"), "--format", "json");

        using var found = JsonDocument.Parse(check.Output);
        var problems = found.RootElement.EnumerateArray().Select(one => (one.GetProperty("severity").GetString(), one.GetProperty("code").GetString())).ToList();
        Assert.Contains(("warning", "FORAY268"), problems);
        Assert.DoesNotContain(problems, problem => problem.Item1 == "error");
    }

    [Fact]
    public async Task The_test_file_runs_on_a_virtual_machine()
    {
        VagrantStandIn.SkipWhereMissing();
        _folder.Write("experiment.yml", File.ReadAllText(KisoFiles.Of("test-1.yml")));

        var run = await _folder.ForayAsync("run");

        Assert.True(run.ExitCode == 0, run.ToString());
        var row = Assert.Single(ResultsFile.Latest(_folder).Cases);
        Assert.Equal("compute-1", ResultsFile.Text(row, "machine"));
        Assert.Equal("hello\n", File.ReadAllText(_folder.Of("output", ResultsFile.Text(row, "folder")!, "script-1", "stdout")));
    }
}
