using System.Text.Json.Nodes;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Tracking;

namespace Acme.Plugin.Tests;

public sealed class JsonLinesBackendTests
{
    [Fact]
    public async Task A_metric_becomes_a_line()
    {
        using var host = new FakeHost();
        var path = Path.Combine(host.Folder, "metrics.jsonl");
        var backend = PluginUnderTest.Create<JsonLinesBackend>(new { path }, host);

        await backend.WriteAsync([new Metric("r1", "loss", MetricType.Scalar, host.Time.GetUtcNow()) { Number = 0.5, Step = 3 }], TestContext.Current.CancellationToken);
        await backend.StopAsync(TestContext.Current.CancellationToken);

        var line = JsonNode.Parse(Assert.Single(await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken)))!;
        Assert.Equal("loss", line["name"]!.GetValue<string>());
        Assert.Equal(0.5, line["value"]!.GetValue<double>());
        Assert.Equal(3, line["step"]!.GetValue<int>());
    }
}
