using Foray.Backends.Otlp;
using Foray.Backends.Protobuf;
using Foray.Backends.Tests.Http;
using Foray.Backends.Tests.Protobuf;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Tracking;
using Microsoft.Extensions.Logging;

namespace Foray.Backends.Tests.Otlp;

public sealed class OtlpBackendTests : IDisposable
{
    private readonly StandInServer _server = new(_ => StandInAnswer.Ok);
    private readonly FakeHost _host = new(TimeProvider.System);

    public void Dispose()
    {
        _server.Dispose();
        _host.Dispose();
    }

    [Fact]
    public async Task Metrics_are_gauges_of_the_runs_resource()
    {
        Environment.SetEnvironmentVariable("FORAY_TEST_OTLP_KEY", "k3y");
        using var backend = await CreateAsync(new { ServiceName = "lab", Headers = new Dictionary<string, object> { ["api-key"] = new { env = "FORAY_TEST_OTLP_KEY" } } });
        var tags = new Dictionary<string, string> { ["unit"] = "s", ["device"] = "gpu" };
        await backend.WriteAsync(
            Some.Scalar("loss", 0.5, 1), Some.Scalar("time", -2, 2) with { Tags = tags, Source = "main" }, Some.Scalar("loss", double.NaN, 3));

        var request = Assert.Single(_server.Requests);
        Assert.Equal(("POST", "/v1/metrics", "application/x-protobuf", "gzip", "k3y"), (request.Method, request.Target, request.Headers["Content-Type"], request.Headers["Content-Encoding"], request.Headers["api-key"]));
        var resource = new WireMessage(request.Content).Message(1);
        Assert.Equal(["service.name=lab", "foray.run=run-1", "foray.run.name=First run", "foray.experiment=speed"], Attributes(resource.Message(1), 1));
        var scope = resource.Message(2);
        Assert.Equal("foray", scope.Message(1).Text(1));
        var metrics = scope.Messages(2);
        Assert.Equal([("loss", ""), ("time", "s")], metrics.Select(metric => (metric.Text(1), metric.Text(3))));
        var loss = metrics[0].Message(5).Messages(1);
        Assert.Equal([(Some.Nanoseconds(1), 0.5), (Some.Nanoseconds(3), double.NaN)], loss.Select(point => (point.Fixed(3), point.Double(4))));
        Assert.Equal(["foray.source=main", "device=gpu"], Attributes(metrics[1].Message(5).Message(1), 7));
    }

    [Fact]
    public async Task A_request_has_one_run_and_at_most_5000_points()
    {
        using var backend = await CreateAsync();
        await backend.WriteAsync([.. Enumerable.Range(0, 5001).Select(step => Some.Scalar("loss", step, step)), Some.Scalar("loss", 1, run: "run-2")]);
        Assert.Equal([5000, 1, 1], _server.Requests.Select(request => new WireMessage(request.Content).Message(1).Message(2).Message(2).Message(5).Messages(1).Count));
    }

    [Fact]
    public async Task What_the_server_rejects_is_counted_with_its_message()
    {
        _server.Answer = _ => new StandInAnswer(200, new ProtobufMessage().Message(1, new ProtobufMessage().Integer(1, 2).Text(2, "too old")).Bytes.ToArray());
        using var backend = await CreateAsync();
        await backend.WriteAsync(Some.Scalar("a", 1), Some.Scalar("b", 1), Some.Scalar("c", 1));
        var refused = Assert.Single(backend.Refused);
        Assert.Equal(("run-1", 2, "the server refuses it: too old"), (refused.Run, refused.Count, refused.Reason));
    }

    [Fact]
    public async Task A_warning_of_a_server_that_took_everything_is_logged()
    {
        _server.Answer = _ => new StandInAnswer(200, new ProtobufMessage().Message(1, new ProtobufMessage().Text(2, "use gauges")).Bytes.ToArray());
        using var backend = await CreateAsync();
        await backend.WriteAsync(Some.Scalar("a", 1));
        Assert.Empty(backend.Refused);
        Assert.Contains(_host.Logger.Entries, entry => entry.Level == LogLevel.Warning && entry.Message.Contains("use gauges", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bad_data_is_not_sent_again()
    {
        _server.Answer = _ => new StandInAnswer(400, new ProtobufMessage().Integer(1, 3).Text(2, "no such unit").Bytes.ToArray());
        using var backend = await CreateAsync();
        await backend.WriteAsync(Some.Scalar("a", 1), Some.Scalar("b", 1));
        Assert.Equal(("run-1", 2, "the server refuses it: no such unit"), backend.Refused.Select(some => (some.Run, some.Count, some.Reason)).Single());
    }

    [Theory]
    [InlineData(503, "FORAY388")]
    [InlineData(403, "FORAY389")]
    public async Task An_answer_that_is_no_success_leaves_the_batch_to_the_host(int status, string code)
    {
        _server.Answer = _ => new StandInAnswer(status, []);
        using var backend = await CreateAsync();
        var error = await Assert.ThrowsAsync<DiagnosticException>(() => backend.WriteAsync(Some.Scalar("loss", 1)));
        Assert.Equal(code, error.Diagnostics[0].Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ff")]
    [InlineData("0aff")]
    [InlineData("0a05")]
    [InlineData("0b")]
    [InlineData("0affffffffffffffffff01")]
    public async Task An_answer_that_is_damaged_is_taken_as_a_success(string hex)
    {
        _server.Answer = _ => new StandInAnswer(200, Convert.FromHexString(hex));
        using var backend = await CreateAsync();
        await backend.WriteAsync(Some.Scalar("loss", 1));
        Assert.Empty(backend.Refused);
    }

    private static IEnumerable<string> Attributes(WireMessage owner, int field) =>
        owner.Messages(field).Select(attribute => $"{attribute.Text(1)}={attribute.Message(2).Text(1)}");

    private async Task<OtlpBackend> CreateAsync(object? options = null)
    {
        var backend = PluginUnderTest.Create<OtlpBackend>(Some.Options(new { Url = _server.Url + "/v1/metrics" }, options), _host);
        await backend.BeginAsync(Some.Run, TestContext.Current.CancellationToken);
        return backend;
    }
}
