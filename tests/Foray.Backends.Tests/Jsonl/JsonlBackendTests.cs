using System.Security.Cryptography;
using System.Text.Json;
using CsCheck;
using Foray.Backends.Jsonl;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Plugins;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Tracking;

namespace Foray.Backends.Tests.Jsonl;

public sealed class JsonlBackendTests : IDisposable
{
    private const string Header = """{"format":1,"content":"foray.metrics"}""";

    private readonly FakeHost _host = new();

    private string FilePath => Path.Combine(_host.Folder, "deep", "metrics.jsonl");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task A_line_has_all_that_a_metric_has()
    {
        var metric = new Metric("run-1", "weights", MetricType.Tensor, Some.Start)
        {
            Source = "main",
            Sequence = 7,
            Step = 0,
            Number = double.NegativeInfinity,
            Text = "a\"ß",
            Numbers = new[] { 1, double.NaN },
            Shape = [2, 1],
            Content = new byte[] { 1, 2, 3 },
            MediaType = "image/png",
            Tags = new Dictionary<string, string> { ["unit"] = "s" },
        };
        using (var backend = Create())
            await backend.WriteAsync(metric);
        Assert.Equal(
            [
                Header,
                $$$"""{"run":"run-1","sequence":7,"name":"weights","type":"tensor","time":{{{Some.Nanoseconds(0)}}},"step":0,"source":"main","number":"-Infinity","text":"a\"ß","numbers":[1,"NaN"],"shape":[2,1],"media_type":"image/png","content":"AQID","tags":{"unit":"s"}}""",
            ],
            await File.ReadAllLinesAsync(FilePath, Token));
    }

    [Fact]
    public async Task Large_content_is_a_file_beside_it_named_by_its_hash()
    {
        var content = new byte[100];
        using (var backend = Create(new { InlineBytes = 99 }))
            await backend.WriteAsync(Some.Of(MetricType.Image, "one") with { Content = content }, Some.Of(MetricType.Image, "two") with { Content = content });
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        Assert.Equal([$"metrics.jsonl.content/{hash}", $"metrics.jsonl.content/{hash}"], (await ReadAsync()).Select(line => line.GetProperty("content_file").GetString()));
        Assert.Equal(content, await File.ReadAllBytesAsync(Path.Combine(FilePath + ".content", hash), Token));
        Assert.Single(Directory.GetFiles(FilePath + ".content"));
    }

    [Fact]
    public void Any_metrics_are_read_back_as_they_were() => Some.Metric.Array[1, 5].Sample(metrics =>
    {
        var lines = new MemoryStream();
        foreach (var metric in metrics)
            JsonlLine.Write(lines, metric, file: null);
        var read = System.Text.Encoding.UTF8.GetString(lines.ToArray()).TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(metrics.Length, read.Count);
        foreach (var (metric, line) in metrics.Zip(read))
        {
            Assert.Equal(Some.InUtf8(metric.Name), line.GetProperty("name").GetString());
            Assert.Equal(metric.UnixNanoseconds, line.GetProperty("time").GetInt64());
            Assert.Equal(metric.Step, line.TryGetProperty("step", out var step) ? step.GetInt64() : null);
            Assert.Equal(metric.Number, line.TryGetProperty("number", out var number) ? NumberOf(number) : null);
            Assert.Equal(metric.Text is { } text ? Some.InUtf8(text) : null, line.TryGetProperty("text", out var words) ? words.GetString() : null);
        }
    });

    [Fact]
    public async Task After_a_restart_it_knows_the_last_metric_of_each_run()
    {
        using (var backend = Create())
            await backend.WriteAsync([.. Enumerable.Range(0, 2000).Select(step => Some.Scalar("loss", step, step)), Some.Scalar("loss", 1, 4, "run-2")]);
        using var again = Create();
        Assert.Equal((2000, 5, 0), (await again.FindLastAsync("run-1", Token), await again.FindLastAsync("run-2", Token), await again.FindLastAsync("run-3", Token)));
        await again.WriteAsync(Some.Scalar("loss", 9, 2000));
        Assert.Equal([.. Enumerable.Range(0, 2000), 4, 2000], (await ReadAsync()).Select(line => line.GetProperty("step").GetInt32()));
    }

    [Fact]
    public async Task A_file_that_was_cut_anywhere_is_gone_on_with_behind_its_last_whole_line()
    {
        using (var backend = Create())
            await backend.WriteAsync(Some.Scalar("loss", 1, 1), Some.Scalar("loss", 2, 2));
        var whole = await File.ReadAllBytesAsync(FilePath, Token);
        for (var length = 0; length <= whole.Length; length++)
        {
            await File.WriteAllBytesAsync(FilePath, whole[..length], Token);
            using (var backend = Create())
            {
                var last = await backend.FindLastAsync("run-1", Token);
                await backend.WriteAsync([.. Enumerable.Range(1, 2).Select(step => Some.Scalar("loss", step, step)).Where(metric => metric.Sequence > last)]);
            }

            Assert.Equal(whole, await File.ReadAllBytesAsync(FilePath, Token));
        }
    }

    [Theory]
    [InlineData("notes")]
    [InlineData("notes\n")]
    [InlineData("{\"format\":2,\"content\":\"foray.metrics\"}\n")]
    [InlineData(Header + "\n{\"name\":1}\n")]
    [InlineData(Header + "\nnotes\n")]
    public async Task A_file_of_another_kind_or_version_is_left_alone(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        await File.WriteAllTextAsync(FilePath, content, Token);
        using var backend = Create();
        var error = await Assert.ThrowsAsync<DiagnosticException>(() => backend.WriteAsync(Some.Scalar("loss", 1)));
        Assert.Equal("FORAY392", error.Diagnostics[0].Code);
        Assert.Equal(content, await File.ReadAllTextAsync(FilePath, Token));
    }

    [Fact]
    public async Task Only_one_writer_has_the_file_and_others_may_read_it()
    {
        using var backend = Create();
        await backend.WriteAsync(Some.Scalar("loss", 1));
        using var other = Create();
        var error = await Assert.ThrowsAsync<DiagnosticException>(() => other.WriteAsync(Some.Scalar("loss", 1)));
        Assert.Equal("FORAY391", error.Diagnostics[0].Code);
        Assert.Single(await ReadAsync());
    }

    [Fact]
    public void It_claims_its_file()
    {
        using var backend = Create();
        Assert.Equal([ResourceClaim.File(FilePath)], backend.Claims);
    }

    private static double NumberOf(JsonElement number) =>
        number.ValueKind == JsonValueKind.String ? double.Parse(number.GetString()!, System.Globalization.CultureInfo.InvariantCulture) : number.GetDouble();

    private JsonlBackend Create(object? options = null) => PluginUnderTest.Create<JsonlBackend>(Some.Options(new { Path = FilePath }, options), _host);

    private async Task<IReadOnlyList<JsonElement>> ReadAsync() =>
        [.. (await File.ReadAllLinesAsync(FilePath, Token)).Skip(1).Select(line => JsonDocument.Parse(line).RootElement)];
}
