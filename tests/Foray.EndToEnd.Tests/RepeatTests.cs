using System.Text.Json;

namespace Foray.EndToEnd.Tests;

public sealed class RepeatTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_run_is_repeated_as_it_was_and_says_what_differs()
    {
        _folder.Write("data.txt", "one");
        var file = Experiments.Local(Experiments.Script("grep -q one data.txt", "    inputs: [{ src: data.txt }]"));
        _folder.Write("experiment.yml", file);
        await _folder.ForayAsync("run");
        var first = ResultsFile.Latest(_folder).Run;
        _folder.Write("experiment.yml", file + "\n# changed\n");
        _folder.Write("data.txt", "two");

        var result = await _folder.ForayAsync("run", "--repeat-of", first);

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Contains($"repeats run {first}; what differs:", result.Output, StringComparison.Ordinal);
        Assert.Contains("'experiment.yml' has changed since", result.Output, StringComparison.Ordinal);
        Assert.Contains("what these depend on (inputs, their own variables, a plugin) has changed: work: default on worker-1", result.Output, StringComparison.Ordinal);
        Assert.Contains("work: default on worker-1: passed then, failed now", result.Output, StringComparison.Ordinal);
        using var manifest = JsonDocument.Parse(File.ReadAllText(_folder.Of("output", "latest", "manifest.json")));
        Assert.Equal(first, manifest.RootElement.GetProperty("repeat_of").GetProperty("run").GetString());
        Assert.Equal(2, manifest.RootElement.GetProperty("repeat_of").GetProperty("differences").GetArrayLength());
    }

    [Fact]
    public async Task Metrics_that_come_out_otherwise_are_told_with_both_values()
    {
        _folder.Write("data.txt", "100");
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("echo \"speed=$(cat data.txt) same=1\" >> \"$FORAY_METRICS\"", "    inputs: [{ src: data.txt }]")));
        await _folder.ForayAsync("run");
        _folder.Write("data.txt", "75");
        var result = await _folder.ForayAsync("run", "--repeat-of", "latest");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("\n  work: default on worker-1, speed: 100 then, 75 now (-25 %)\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(", same:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_not_there_is_told()
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("true", "    inputs: []")));
        var result = await _folder.ForayAsync("run", "--repeat-of", "yesterday");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("there is no run 'yesterday'", result.Error, StringComparison.Ordinal);
    }
}
