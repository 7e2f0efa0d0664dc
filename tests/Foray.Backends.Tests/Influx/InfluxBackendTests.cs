using System.Text.RegularExpressions;
using Foray.Backends.Influx;
using Foray.Backends.Tests.Http;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Tracking;
using Microsoft.Extensions.Logging;

namespace Foray.Backends.Tests.Influx;

public sealed class InfluxBackendTests : IDisposable
{
    private static readonly StandInAnswer Taken = new(204, "");

    private readonly StandInServer _server = new(_ => Taken);
    private readonly FakeHost _host = new(TimeProvider.System);

    public void Dispose()
    {
        _server.Dispose();
        _host.Dispose();
    }

    [Fact]
    public async Task Version_2_writes_to_a_bucket_with_a_token()
    {
        Environment.SetEnvironmentVariable("FORAY_TEST_INFLUX_TOKEN", "s3cret");
        using var backend = Create(new { Version = 2, Org = "my org", Bucket = "b&b", Token = new { Env = "FORAY_TEST_INFLUX_TOKEN" } });
        await backend.BeginAsync(Some.Run, TestContext.Current.CancellationToken);
        await backend.WriteAsync(Some.Scalar("loss", 0.5));

        var request = Assert.Single(_server.Requests);
        Assert.Equal(("POST", "/api/v2/write?org=my%20org&bucket=b%26b&precision=ns"), (request.Method, request.Target));
        Assert.Equal("Token s3cret", request.Headers["Authorization"]);
        Assert.Equal("gzip", request.Headers["Content-Encoding"]);
        Assert.Equal($"loss,experiment=speed,run=run-1 value=0.5,step=1i {Some.Nanoseconds(1)}\n", request.Text);
        Assert.DoesNotContain(_host.Logger.Entries, entry => entry.Message.Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_has_at_most_10000_lines_of_one_run()
    {
        using var backend = Create();
        await backend.WriteAsync([.. Enumerable.Range(0, 20_001).Select(step => Some.Scalar("loss", step, step)), Some.Scalar("loss", 1, run: "run-2")]);
        Assert.Equal([10_000, 10_000, 1, 1], _server.Requests.Select(request => request.Text.Count(character => character == '\n')));
    }

    [Fact]
    public async Task What_is_not_finite_is_left_out_told_and_warned_of_once()
    {
        using var backend = Create();
        await backend.WriteAsync(Some.Scalar("loss", double.NaN), Some.Scalar("loss", 1), Some.Scalar("loss", double.PositiveInfinity, run: "run-2"));
        Assert.Equal([("run-1", 1), ("run-2", 1)], backend.Refusals());
        await backend.WriteAsync(Some.Scalar("loss", double.NaN));
        Assert.Equal([("run-1", 1)], backend.Refusals());
        Assert.Equal(2, _host.Logger.Entries.Count(entry => entry.Level == LogLevel.Warning));
    }

    [Fact]
    public async Task A_partial_write_is_counted_with_what_the_server_says()
    {
        _server.Answer = _ => new StandInAnswer(400, """{"error":"partial write: field type conflict: input field \"value\" dropped=2"}""");
        using var backend = Create();
        await backend.WriteAsync(Some.Scalar("a", 1), Some.Scalar("b", 1), Some.Scalar("c", 1));
        var refused = Assert.Single(backend.Refused);
        Assert.Equal(("run-1", 2), (refused.Run, refused.Count));
        Assert.Contains("field type conflict", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_line_that_cannot_be_parsed_takes_no_other_with_it()
    {
        _server.Answer = request => request.Text.Contains("bad", StringComparison.Ordinal) ? new StandInAnswer(400, """{"code":"invalid","message":"unable to parse 'bad'"}""") : Taken;
        using var backend = Create(new { Version = 2 });
        await backend.WriteAsync([.. Enumerable.Range(0, 7).Select(number => Some.Scalar(number == 4 ? "bad" : $"good-{number}", number))]);
        Assert.Equal([("run-1", 1)], backend.Refusals());
        var arrived = _server.Requests.Select(request => request.Text).Where(text => !text.Contains("bad", StringComparison.Ordinal));
        Assert.Equal(6, arrived.Sum(text => Regex.Count(text, "good-")));
    }

    [Fact]
    public async Task A_missing_database_is_made()
    {
        var isMade = false;
        _server.Answer = request => request.Target == "/query"
            ? new StandInAnswer((isMade = request.Text == "q=CREATE+DATABASE+%22my%5C%22db%22") ? 200 : 400, "{}")
            : isMade ? Taken : new StandInAnswer(404, """{"error":"database not found"}""");
        using var backend = Create(new { Database = "my\"db" });
        await backend.WriteAsync(Some.Scalar("loss", 1));
        Assert.Equal(["/write?db=my%22db", "/query", "/write?db=my%22db"], _server.Requests.Select(request => request.Target));
    }

    [Theory]
    [InlineData(503, "FORAY388")]
    [InlineData(429, "FORAY388")]
    [InlineData(401, "FORAY389")]
    [InlineData(302, "FORAY389")]
    public async Task An_answer_that_is_no_success_leaves_the_batch_to_the_host(int status, string code)
    {
        _server.Answer = _ => new StandInAnswer(status, "not now");
        using var backend = Create(new { CreateDatabase = false });
        var error = await Assert.ThrowsAsync<DiagnosticException>(() => backend.WriteAsync(Some.Scalar("loss", 1)));
        Assert.Equal(code, error.Diagnostics[0].Code);
        Assert.Contains($"{status} not now", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_or_is_not_there_leaves_the_batch_to_the_host()
    {
        _server.Answer = _ => null;
        using var silent = Create(new { Timeout = "200ms" });
        var timeout = await Assert.ThrowsAsync<DiagnosticException>(() => silent.WriteAsync(Some.Scalar("loss", 1)));
        Assert.Contains("no answer within 0.2s", timeout.Message, StringComparison.Ordinal);

        using var absent = PluginUnderTest.Create<InfluxBackend>(new { Url = $"http://name:pa55@127.0.0.1:{StandInServer.FreePort()}" }, _host);
        var gone = await Assert.ThrowsAsync<DiagnosticException>(() => absent.WriteAsync(Some.Scalar("loss", 1)));
        Assert.Equal("FORAY388", gone.Diagnostics[0].Code);
        Assert.DoesNotContain("pa55", gone.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_is_not_there_is_named_without_a_request()
    {
        using var backend = Create(new { Version = 2, Token = new { File = "/nowhere/token" } });
        var error = await Assert.ThrowsAsync<DiagnosticException>(() => backend.WriteAsync(Some.Scalar("loss", 1)));
        Assert.Equal("FORAY390", error.Diagnostics[0].Code);
        Assert.Contains("/nowhere/token", error.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Requests);
    }

    private InfluxBackend Create(object? options = null) => PluginUnderTest.Create<InfluxBackend>(Some.Options(new { _server.Url }, options), _host);
}
