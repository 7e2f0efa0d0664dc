using System.Net;
using System.Text;

namespace Foray.EndToEnd.Tests;

public sealed class TraceTests : IAsyncLifetime
{
    private readonly HttpListener _collector = new();
    private readonly string _address;

    public TraceTests()
    {
        using var port = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        port.Start();
        _address = $"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}";
        port.Stop();
        _collector.Prefixes.Add(_address + "/");
        _collector.Start();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _collector.Close();
        return ValueTask.CompletedTask;
    }

    /// <summary>What arrives until the program has ended.</summary>
    private async Task<string> ReceiveAsync(Task program)
    {
        var received = new StringBuilder();
        while (true)
        {
            var next = _collector.GetContextAsync();
            if (await Task.WhenAny(next, program) == program && !next.IsCompleted)
                return received.ToString();
            var context = await next;
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            received.Append(context.Request.RawUrl).Append(Encoding.UTF8.GetString(body.ToArray()));
            context.Response.Close();
        }
    }

    [Fact]
    public async Task Spans_of_the_steps_go_to_the_collector_that_the_environment_names_and_no_secret_with_them()
    {
        await using var folder = new TestFolder
        {
            Environment = new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _address, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" },
        };
        folder.Write("experiment.yml", Experiments.Local(Experiments.Script("exit 3", "    inputs: []\n    variables: { key: { value: hidden-words, secret: true } }")));
        var program = folder.ForayAsync("run");
        var received = await ReceiveAsync(program);
        Assert.Equal(1, (await program).ExitCode);
        Assert.StartsWith("/v1/traces", received, StringComparison.Ordinal);
        Assert.All(["foray", "experiment work", "case default", "foray.machine", "worker-1", "Failed"], text => Assert.Contains(text, received, StringComparison.Ordinal));
        Assert.DoesNotContain("hidden-words", received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_that_is_not_there_changes_nothing()
    {
        _collector.Stop();
        await using var folder = new TestFolder
        {
            Environment = new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _address, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" },
        };
        folder.Write("experiment.yml", Experiments.Local(Experiments.Script("true", "    inputs: []")));
        var result = await folder.ForayAsync("run");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Empty(result.Error);
    }
}
