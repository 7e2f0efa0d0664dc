namespace Foray.EndToEnd.Tests.Tracking;

public sealed class RecordTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    private string Report => _folder.Of("metrics");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_script_reports_lines_of_JSON()
    {
        await RecordAsync("metric", "loss=0.25", "accuracy=1e-3", "--step", "3");
        await RecordAsync("metric", "a=nan", "b=inf", "c=-Infinity");
        await RecordAsync("param", "tool=xz", "note=a=b");
        await RecordAsync("tag", "kind=");
        await RecordAsync("artifact", _folder.Write("plot.svg", "<svg/>"));
        Directory.CreateDirectory(_folder.Of("model"));
        await RecordAsync("artifact", "model/", "--path", "models/best");
        Assert.Equal(
            $$$"""
            {"loss":0.25,"accuracy":0.001,"step":3}
            {"a":"NaN","b":"Infinity","c":"-Infinity"}
            {"param":{"tool":"xz","note":"a=b"}}
            {"tag":{"kind":""}}
            {"artifact":"{{{_folder.Of("plot.svg")}}}"}
            {"artifact":"{{{_folder.Of("model")}}}","path":"models/best"}

            """,
            await File.ReadAllTextAsync(Report, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_several_processes_report_at_once_is_all_there()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => RecordAsync("metric", $"m{number}=1")));
        Assert.Equal(
            Enumerable.Range(0, 8).Select(number => $$"""{"m{{number}}":1}"""),
            (await File.ReadAllLinesAsync(Report, TestContext.Current.CancellationToken)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("FORAY195", "metric", "loss")]
    [InlineData("FORAY195", "metric", "loss=high")]
    [InlineData("FORAY195", "metric", "loss=1e999")]
    [InlineData("FORAY194", "artifact", ".", "--path", "../out")]
    [InlineData("FORAY194", "artifact", ".", ".", "--path", "out")]
    [InlineData("FORAY195", "metric", "step=1")]
    [InlineData("FORAY195", "tag", "=x")]
    [InlineData("FORAY197", "artifact", "nowhere")]
    public async Task What_cannot_be_reported_is_refused_and_leaves_nothing(string code, params string[] arguments)
    {
        var result = await RunAsync(Report, arguments);
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains(code, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Report));
    }

    [Fact]
    public async Task Outside_of_a_script_nothing_can_be_reported()
    {
        var result = await RunAsync(null, "metric", "loss=1");
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("FORAY196", result.Error, StringComparison.Ordinal);
    }

    private async Task RecordAsync(params string[] arguments)
    {
        var result = await RunAsync(Report, arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    private Task<CommandResult> RunAsync(string? report, params string[] arguments) => ForayProgram.RunProgramAsync(
        ForayProgram.Path, _folder.Path, new Dictionary<string, string?> { ["FORAY_METRICS"] = report }, ["record", .. arguments]);
}
