using System.Net;
using System.Net.Sockets;
using System.Text;
using CsCheck;
using Foray.Backends.Prometheus;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Plugins;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Tracking;

namespace Foray.Backends.Tests.Prometheus;

public sealed class PrometheusBackendTests : IAsyncDisposable
{
    private readonly FakeHost _host = new();
    private readonly HttpClient _client = new();
    private readonly PrometheusBackend _backend;

    public PrometheusBackendTests() => _backend = PluginUnderTest.Create<PrometheusBackend>(new { Port = 0 }, _host);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Address => _backend.FindRemoteId("run-1")!;

    public async ValueTask DisposeAsync()
    {
        await _backend.StopAsync(Token);
        _client.Dispose();
        _host.Dispose();
    }

    [Fact]
    public async Task The_last_value_of_every_metric_is_shown_with_its_labels()
    {
        await StartAsync();
        await _backend.WriteAsync(Some.Scalar("loss", 1), Some.Scalar("loss", 0.25), Some.Scalar("loss", 3, run: "run-2"), Some.Scalar("a/b", double.NaN) with { Source = "main" });
        Assert.Equal(
            "# TYPE foray_a_b gauge\nforay_a_b{experiment=\"speed\",metric=\"a/b\",run=\"run-1\",source=\"main\"} NaN\n" +
            "# TYPE foray_loss gauge\nforay_loss{experiment=\"speed\",run=\"run-1\"} 0.25\nforay_loss{run=\"run-2\"} 3\n",
            await ScrapeAsync());
    }

    [Fact]
    public async Task Names_that_become_one_stay_apart()
    {
        await StartAsync();
        var tags = new Dictionary<string, string> { ["a.b"] = "1", ["a/b"] = "2", ["a_b"] = "3", ["metric"] = "4", ["__name__"] = "5", ["0"] = "6" };
        await _backend.WriteAsync(Some.Scalar("x.y", 1), Some.Scalar("x/y", 2), Some.Scalar("x_y", 3), Some.Scalar("x-y", 4) with { Tags = tags });
        Assert.Equal(
            new Dictionary<string, double>
            {
                ["foray_x_y experiment=speed metric=x.y run=run-1"] = 1,
                ["foray_x_y experiment=speed metric=x/y run=run-1"] = 2,
                ["foray_x_y experiment=speed run=run-1"] = 3,
                ["foray_x_y a_b=1 a_b_=2 a_b__=3 experiment=speed metric=x-y metric_=4 run=run-1 tag_0=6 tag___name__=5"] = 4,
            },
            Exposition.Parse(await ScrapeAsync()));
    }

    [Fact]
    public void Any_metrics_give_a_sound_page() => Some.Metric.Array[1, 10].Sample(metrics =>
    {
        var values = new LastValues("foray_", TimeSpan.Zero, TimeProvider.System);
        values.Begin(Some.Run);
        values.Set(metrics);
        var numbers = Exposition.Parse(values.Render()).Values;
        var expected = metrics.GroupBy(metric => PrometheusText.NameOf("", metric.Name) + PrometheusText.LabelsOf("", metric.Name, MetricLabels.Of(metric, null))).Select(series => series.Last().Number ?? double.NaN);
        Assert.Equal(expected.Order(), numbers.Order());
    });

    [Fact]
    public async Task A_run_that_has_ended_is_shown_for_a_while()
    {
        await StartAsync();
        await _backend.WriteAsync(Some.Scalar("loss", 1), Some.Scalar("loss", 2, run: "run-2"));
        await _backend.EndAsync(Some.Run, RunState.Finished, Some.Start, Token);
        _host.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(2, Exposition.Parse(await ScrapeAsync()).Count);
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["foray_loss run=run-2"], Exposition.Parse(await ScrapeAsync()).Keys);
    }

    [Fact]
    public async Task Only_the_page_is_there_and_only_to_read()
    {
        await StartAsync();
        using var page = await _client.GetAsync(Address + "?x=1", Token);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", page.Content.Headers.ContentType!.ToString());
        using var head = await _client.SendAsync(new HttpRequestMessage(HttpMethod.Head, Address), Token);
        using var other = await _client.GetAsync(new Uri(new Uri(Address), "/"), Token);
        using var post = await _client.PostAsync(Address, null, Token);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed], [page.StatusCode, head.StatusCode, other.StatusCode, post.StatusCode]);
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200")]
    public async Task Raw_requests_are_answered(string request, string answer) => Assert.StartsWith(answer, await SendAsync(request), StringComparison.Ordinal);

    [Fact]
    public async Task A_request_without_an_end_is_refused_and_others_are_served_meanwhile()
    {
        await StartAsync();
        using var silent = new TcpClient();
        await silent.ConnectAsync(IPEndPoint.Parse(new Uri(Address).Authority), Token);
        Assert.Equal("", await ScrapeAsync());
        Assert.StartsWith("HTTP/1.1 400", await SendAsync("GET /metrics HTTP/1.1\r\nX: " + new string('x', 8192 - 26)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var backend = PluginUnderTest.Create<PrometheusBackend>(new { ((IPEndPoint)taken.LocalEndpoint).Port }, _host);
        var error = await Assert.ThrowsAsync<DiagnosticException>(() => backend.StartAsync(Token));
        Assert.Equal("FORAY393", error.Diagnostics[0].Code);
        await backend.StopAsync(Token);
    }

    [Fact]
    public void It_claims_its_port() => Assert.Equal([ResourceClaim.Port(9464)], PluginUnderTest.Create<PrometheusBackend>(null, _host).Claims);

    private async Task StartAsync()
    {
        await _backend.StartAsync(Token);
        await _backend.BeginAsync(Some.Run, Token);
    }

    private Task<string> ScrapeAsync() => _client.GetStringAsync(Address, Token);

    private async Task<string> SendAsync(string request)
    {
        if (_backend.FindRemoteId("run-1") is null)
            await StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(IPEndPoint.Parse(new Uri(Address).Authority), Token);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Token);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(Token);
    }
}
