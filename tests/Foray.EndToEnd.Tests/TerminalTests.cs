namespace Foray.EndToEnd.Tests;

/// <summary>What a person sees: the program on a terminal that <c>script</c> makes.</summary>
public sealed class TerminalTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_run_shows_what_is_done_and_a_table_with_a_column_per_parameter_and_metric()
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script(
            "echo \"speed=$n.5\" >> \"$FORAY_METRICS\"; [ $n = 1 ]", "    inputs: []\n    matrix: { n: [1, 2] }")));

        var result = await OnTerminalAsync("run");

        Assert.True(result.ExitCode == 1, result.ToString());
        var shown = Terminal.WithoutEscapes(result.Output);
        Assert.Contains("bring up 1 machine", shown, StringComparison.Ordinal);
        Assert.Matches(@"│ passed\s+│ 1\s+│ worker-1 │\s+[\d.]+s │\s+1.5 │", shown);
        Assert.Matches(@"│ failed\s+│ 2\s+│ worker-1 │\s+[\d.]+s │\s+2.5 │", shown);
        Assert.Contains("test: 1 passed, 1 failed", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("up")]
    [InlineData("down")]
    [InlineData("check")]
    [InlineData("status")]
    public async Task Every_command_works_on_a_terminal(string command)
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("true")));
        var result = await OnTerminalAsync(command);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    private Task<CommandResult> OnTerminalAsync(string command) => Terminal.RunAsync(_folder.Path, new Dictionary<string, string?>(), "", command);
}
