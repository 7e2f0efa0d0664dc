using System.Text.Json;

namespace Foray.EndToEnd.Tests;

public sealed class CheckTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Six_faults_are_six_objects_each_at_its_place()
    {
        _folder.Write("experiment.yml", """
            name: faults
            variabels: { a: 1 }
            sites:
              - kind: local
                resources:
                  machines:
                    - labels: [worker]
                      number: -2
            experiments:
              - kind: shell
                name: work
                timeout: 5 minutes
                inputs: [{ src: missing.txt }]
                scripts:
                  - labels: [worker, wrker]
                    script: echo
              - kind: shel
                name: other
            """);

        var result = await _folder.ForayAsync("check", "experiment.yml", "--format", "json");

        Assert.True(result.ExitCode == 2, result.ToString());
        using var document = JsonDocument.Parse(result.Output);
        var found = document.RootElement.EnumerateArray().ToList();
        Assert.Equal([(2, 1), (8, 19), (12, 14), (13, 21), (15, 26), (17, 11)], found.Select(one => (one.GetProperty("line").GetInt32(), one.GetProperty("column").GetInt32())));
        Assert.All(found, one =>
        {
            Assert.Equal(["code", "severity", "file", "line", "column", "message", "remedy"], one.EnumerateObject().Select(member => member.Name));
            Assert.Equal("error", one.GetProperty("severity").GetString());
            Assert.Equal("experiment.yml", one.GetProperty("file").GetString());
            Assert.StartsWith("FORAY", one.GetProperty("code").GetString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_rules_of_options_are_part_of_the_check()
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("true", "    inputs: []\n    matrix: { \"not a name\": [1] }\n    outputs: [{ src: ../../x }]")));

        var result = await _folder.ForayAsync("check");

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("FORAY144", result.Output, StringComparison.Ordinal);
        Assert.Contains("FORAY145", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_this_computer_lacks_is_a_warning_in_check_and_an_error_in_up()
    {
        _folder.Write("experiment.yml", Experiments.Local("""
                inputs: []
                scripts:
                  - labels: [worker]
                    requires: [no-such-program]
                    script: no-such-program
            """));

        var check = await _folder.ForayAsync("check");
        var up = await _folder.ForayAsync("up");

        Assert.True(check.ExitCode == 0, check.ToString());
        Assert.Contains("warning FORAY141", check.Output, StringComparison.Ordinal);
        Assert.True(up.ExitCode == 3, up.ToString());
        Assert.Contains("'worker-1' lacks the program 'no-such-program'", up.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_quickstart_is_free_of_faults()
    {
        var result = await _folder.ForayAsync("check", Path.Combine(ForayProgram.Root, "examples", "quickstart", "experiment.yml"), "--format", "json");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("[]", result.Output.Trim());
    }

    [Theory]
    [InlineData("check")]
    [InlineData("plan")]
    [InlineData("up")]
    [InlineData("run")]
    public async Task A_missing_file_is_a_diagnostic_and_no_stack_trace(string command)
    {
        var result = await _folder.ForayAsync(command, "nowhere.yml");
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("nowhere.yml: error FORAY101", result.Output + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Output + result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Of("output")));
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("nonsense")]
    public async Task Wrong_usage_is_told_with_exit_code_2(string argument)
    {
        var result = await _folder.ForayAsync(argument);
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains(argument, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("run", "--help")]
    public async Task Help_and_version_are_told_with_exit_code_0(params string[] arguments)
    {
        var result = await _folder.ForayAsync(arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.NotEmpty(result.Output);
    }

    [Fact]
    public async Task The_schema_is_one_JSON_document_that_knows_the_installed_plugins()
    {
        var result = await _folder.ForayAsync("schema");
        Assert.True(result.ExitCode == 0, result.ToString());
        using var document = JsonDocument.Parse(result.Output);
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", document.RootElement.GetProperty("$schema").GetString());
        Assert.Contains("known_hosts", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_settings_file_of_a_project_adds_no_folder_of_plugins()
    {
        Directory.CreateDirectory(_folder.Of("plugins"));
        _folder.Write("foray.yml", "plugins: { paths: [plugins] }\n");
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("true")));

        var result = await _folder.ForayAsync("check");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("warning FORAY150", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_writes_a_file_that_runs_and_overwrites_none()
    {
        var init = await _folder.ForayAsync("init", "new");
        var run = await _folder.ForayAsync("run", "new/experiment.yml");
        var again = await _folder.ForayAsync("init", "new");

        Assert.True(init.ExitCode == 0, init.ToString());
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.True(again.ExitCode == 2, again.ToString());
    }
}
