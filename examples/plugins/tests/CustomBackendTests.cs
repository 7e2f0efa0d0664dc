using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Example.CustomBackend;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Tracking;

namespace Example.Tests;

public sealed class CustomBackendTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public Task It_keeps_the_contract() => Contracts.KeepAsync(
        PluginConformance.Checks(new PluginSubject(typeof(LineServerBackend)) { Options = new { File = "metrics.jsonl" } }),
        LifecycleConformance.Checks(new LifecycleSubject(ToFile)),
        BackendConformance.Checks(new BackendSubject(ToFile)));

    [Fact]
    public async Task A_file_has_a_line_for_every_metric_and_keeps_what_was_there()
    {
        using var host = new FakeHost();
        var path = Path.Combine(host.Folder, "deep", "metrics.jsonl");
        for (var start = 0; start < 2; start++)
        {
            var backend = PluginUnderTest.Create<LineServerBackend>(new { File = path, Project = "heat" }, host);
            await backend.StartAsync(TestContext.Current.CancellationToken);
            await backend.WriteAsync([Loss(0.5) with { Step = start }, Loss(double.NaN)], TestContext.Current.CancellationToken);
            await backend.StopAsync(TestContext.Current.CancellationToken);
        }

        var lines = (await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken)).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["0.5", "NaN", "0.5", "NaN"], lines.Select(line => line.GetProperty("value").ToString()));
        Assert.Equal([0, 1], lines.Where(line => line.TryGetProperty("step", out _)).Select(line => line.GetProperty("step").GetInt32()));
        Assert.All(lines, line => Assert.Equal("heat", line.GetProperty("project").GetString()));
    }

    [Fact]
    public async Task A_server_gets_batches_of_the_wanted_size_with_the_token()
    {
        using var server = new LineServer();
        Environment.SetEnvironmentVariable("EXAMPLE_TOKEN", "t0ken");
        using var host = new FakeHost(TimeProvider.System);
        var backend = PluginUnderTest.Create<LineServerBackend>(new { server.Url, Token = new { Env = "EXAMPLE_TOKEN" }, BatchSize = 2 }, host);
        await backend.StartAsync(TestContext.Current.CancellationToken);

        await backend.WriteAsync([.. Enumerable.Range(0, 5).Select(number => Loss(number))], TestContext.Current.CancellationToken);
        await backend.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal([2, 2, 1], server.Requests.Select(request => request.Body.Count(character => character == '\n')));
        Assert.All(server.Requests, request => Assert.Equal("Bearer t0ken", request.Authorization));
        Assert.DoesNotContain(host.Logger.Entries, entry => entry.Message.Contains("t0ken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_refuses_leaves_the_batch_to_the_host_and_is_told()
    {
        using var server = new LineServer { Status = HttpStatusCode.ServiceUnavailable };
        using var host = new FakeHost(TimeProvider.System);
        var backend = PluginUnderTest.Create<LineServerBackend>(new { server.Url }, host);
        await backend.StartAsync(TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<DiagnosticException>(() => backend.WriteAsync([Loss(1)], TestContext.Current.CancellationToken));
        Assert.Equal("LINE002", refused.Diagnostics[0].Code);
        Assert.Contains("503", host.Health.Degraded, StringComparison.Ordinal);

        server.Status = HttpStatusCode.OK;
        await backend.WriteAsync([Loss(1)], TestContext.Current.CancellationToken);
        Assert.Null(host.Health.Degraded);
        await backend.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_token_that_is_not_there_is_named_at_the_start()
    {
        var backend = PluginUnderTest.Create<LineServerBackend>(new { Url = "http://127.0.0.1:1", Token = new { Env = "EXAMPLE_ABSENT" } });

        var missing = await Assert.ThrowsAsync<DiagnosticException>(() => backend.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("EXAMPLE_ABSENT", missing.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    private static LineServerBackend ToFile(FakeHost host) => PluginUnderTest.Create<LineServerBackend>(new { File = Path.Combine(host.Folder, "metrics.jsonl") }, host);

    private static Metric Loss(double value) => new("run-1", "loss", MetricType.Scalar, Time) { Number = value };

    private sealed class LineServer : IDisposable
    {
        private readonly HttpListener _listener = new();

        public LineServer()
        {
            using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
            }

            _listener.Prefixes.Add(Url);
            _listener.Start();
            _ = AnswerAsync();
        }

        public string Url { get; }

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public ConcurrentQueue<(string Body, string? Authorization)> Requests { get; } = new();

        public void Dispose() => _listener.Close();

        private async Task AnswerAsync()
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync();
                }
                catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
                Requests.Enqueue((await reader.ReadToEndAsync(), context.Request.Headers["Authorization"]));
                context.Response.StatusCode = (int)Status;
                context.Response.Close();
            }
        }
    }
}
