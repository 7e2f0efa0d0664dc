using System.Text.Json;
using Foray.Sdk.Tracking;
using Foray.Tracking.Runs;

namespace Foray.EndToEnd.Tests.Tracking;

public sealed class RunsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 17, 12, 0, 0, TimeSpan.Zero);

    private readonly TestFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        await using var tracker = await Tracker.OpenAsync(_folder.Of("output", "tracking"), TestContext.Current.CancellationToken);
        foreach (var (id, tool, factor) in new[] { ("a1", "xz", 1.0), ("b1", "gzip", 2.0) })
        {
            using var run = tracker.Start(new RunStart(id, "speed", $"run {id}", Noon.AddSeconds(id[0])));
            run.Param("tool", tool);
            run.Param("level", "1");
            for (var step = 0; step < 100; step++)
                run.Metric("loss").Log(factor / (step + 1), step);
        }

        using var part = tracker.Start(new RunStart("a2", "speed", "case", Noon) { Parent = "a1" });
        part.Metric("cpu").Log(50);
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task List_finds_what_a_query_asks_for_in_the_order_that_is_asked_for()
    {
        var all = await DoneAsync("runs", "list", "--columns", "params.tool, min(loss)", "--order-by", "min(loss)");
        Assert.Equal(["ID", "a1", "b1"], all.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]));
        Assert.Contains("finished", all.Output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)gzip +0\.02$", all.Output);
        using var found = JsonDocument.Parse((await DoneAsync("runs", "list", "min(loss) < 0.015 and params.tool = 'xz'", "--format", "json")).Output);
        Assert.Equal("a1", Assert.Single(found.RootElement.GetProperty("runs").EnumerateArray()).GetProperty("id").GetString());
        Assert.Contains("a2", (await DoneAsync("runs", "list", "--all")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_query_is_told_with_a_caret_and_one_that_finds_nothing_with_its_exit_code()
    {
        var wrong = await _folder.ForayAsync("runs", "list", "stauts = 'x'");
        Assert.True(wrong.ExitCode == 2, wrong.ToString());
        Assert.Contains("    stauts = 'x'\n    ^^^^^^\n    did you mean 'status'?\n", wrong.Error, StringComparison.Ordinal);
        var nothing = await _folder.ForayAsync("runs", "list", "params.tool = 'zip'");
        Assert.True(nothing.ExitCode == 1, nothing.ToString());
        var nobody = await _folder.ForayAsync("runs", "show", "zz");
        Assert.True(nobody.ExitCode == 1, nobody.ToString());
        var noStore = await _folder.ForayAsync("runs", "list", "-o", "nowhere");
        Assert.True(noStore.ExitCode == 3, noStore.ToString());
        Assert.False(Directory.Exists(_folder.Of("nowhere")));
    }

    [Fact]
    public async Task Show_and_compare_tell_all_of_a_run_and_what_differs()
    {
        using var shown = JsonDocument.Parse((await DoneAsync("runs", "show", "a1", "--format", "json")).Output);
        Assert.Equal("xz", shown.RootElement.GetProperty("params").GetProperty("tool").GetString());
        Assert.Equal(100, shown.RootElement.GetProperty("metrics").GetProperty("loss").GetProperty("count").GetInt64());
        Assert.Equal("a2", shown.RootElement.GetProperty("children")[0].GetProperty("id").GetString());
        Assert.StartsWith("run b1\n", (await DoneAsync("runs", "show", "latest")).Output, StringComparison.Ordinal);
        var compared = await DoneAsync("runs", "compare", "a1", "b");
        Assert.Matches("""^ +FIELD +a1 +b1\n! +params\.tool +xz +gzip\n! +metrics\.loss +0\.01 +0\.02\n +params\.level +1 +1\n$""", compared.Output);
        var several = await _folder.ForayAsync("runs", "show", "a");
        Assert.True(several.ExitCode == 2, several.ToString());
        Assert.Contains("FORAY189", several.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_gets_a_plot_of_plain_ASCII()
    {
        var plot = await DoneAsync("runs", "plot", "a1", "b1", "--metric", "loss", "--width", "60", "--height", "10");
        Assert.True(plot.Output.All(char.IsAscii), plot.Output);
        Assert.EndsWith("* loss run a1 (a1)\n+ loss run b1 (b1)\n", plot.Output, StringComparison.Ordinal);
        var missing = await _folder.ForayAsync("runs", "plot", "a1", "--metric", "los");
        Assert.True(missing.ExitCode == 1, missing.ToString());
        Assert.Contains("there is loss", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_goes_to_standard_output_or_to_a_file_that_it_may_replace()
    {
        var csv = (await DoneAsync("runs", "export", "a1", "--as", "csv")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(102, csv.Length);
        Assert.Equal("run,case,metric,step,time,value", csv[0]);
        Assert.StartsWith("a1,case,cpu,0,", csv[^1], StringComparison.Ordinal);
        await DoneAsync("runs", "export", "--query", "params.tool = 'gzip'", "--as", "parquet", "--to", "points");
        await DoneAsync("runs", "export", "a1", "--as", "jsonl", "--to", "points");
        _folder.Write("mine", "text");
        var refused = await _folder.ForayAsync("runs", "export", "a1", "--as", "csv", "--to", "mine");
        Assert.True(refused.ExitCode == 2, refused.ToString());
        Assert.Equal("text", await File.ReadAllTextAsync(_folder.Of("mine"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Runs_are_tagged_deleted_restored_and_copied()
    {
        await DoneAsync("runs", "tag", "a1", "kind=good", "kind2=x");
        await DoneAsync("runs", "tag", "a1", "kind2-");
        Assert.Contains("a1", (await DoneAsync("runs", "list", "tags.kind = 'good' and tags.kind2 is null")).Output, StringComparison.Ordinal);
        await DoneAsync("runs", "delete", "a1");
        Assert.DoesNotContain("a1", (await DoneAsync("runs", "list")).Output, StringComparison.Ordinal);
        Assert.Contains("a1", (await DoneAsync("runs", "list", "--deleted")).Output, StringComparison.Ordinal);
        await DoneAsync("runs", "restore", "a1");
        Assert.Contains("101 points", (await DoneAsync("runs", "sync", "a1", "--to", "copy")).Output, StringComparison.Ordinal);
        Assert.Contains(" 0 points", (await DoneAsync("runs", "sync", "a1", "--to", "copy")).Output, StringComparison.Ordinal);
        Assert.Equal((await DoneAsync("runs", "export", "a1", "--as", "csv")).Output, (await DoneAsync("runs", "export", "a1", "--as", "csv", "--store", "copy")).Output);
        Assert.Contains("1 run: 100 points", (await DoneAsync("runs", "sync", "--query", "params.tool = 'gzip'", "--to", "copy")).Output, StringComparison.Ordinal);
        Assert.Contains("no process has left anything", (await DoneAsync("runs", "recover")).Output, StringComparison.Ordinal);
    }

    private async Task<CommandResult> DoneAsync(params string[] arguments)
    {
        var result = await _folder.ForayAsync(arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }
}
