using Foray.Backends.Influx;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Tracking;

namespace Foray.Backends.Tests.Influx;

/// <summary>Against a real InfluxDB 1.6.</summary>
public class InfluxServerTests
{
    private const int Batches = 24;
    private const int BatchSize = 600;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_killed_twice_has_every_point_once()
    {
        using var server = new InfluxDaemon();
        await server.StartAsync(Token);
        using var host = new FakeHost(TimeProvider.System);
        using var backend = PluginUnderTest.Create<InfluxBackend>(new { server.Url }, host);
        await backend.BeginAsync(Some.Run, Token);
        var failures = 0;
        for (var number = 0; number < Batches; number++)
        {
            var batch = Batch(number);
            var writing = backend.WriteAsync(batch);
            if (number is 7 or 15)
            {
                server.Kill();
                failures += await Record.ExceptionAsync(() => writing) is null ? 0 : 1;
                var refused = await Assert.ThrowsAsync<DiagnosticException>(() => backend.WriteAsync(batch));
                Assert.Equal("FORAY388", refused.Diagnostics[0].Code);
                await server.StartAsync(Token);
                writing = backend.WriteAsync(batch);
            }

            await writing;
            Assert.Empty(backend.Refused);
            if (number % 5 == 0)
                await backend.WriteAsync(batch);
        }

        TestContext.Current.SendDiagnosticMessage($"{failures} of 2 writes were cut off");
        var expected = Enumerable.Range(0, Batches).SelectMany(Batch).Select(Describe).Order(StringComparer.Ordinal);
        Assert.Equal(expected, (await server.ReadAllAsync(Token)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Odd_names_texts_and_numbers_arrive_as_they_were()
    {
        using var server = new InfluxDaemon();
        await server.StartAsync(Token);
        using var host = new FakeHost(TimeProvider.System);
        using var backend = PluginUnderTest.Create<InfluxBackend>(new { server.Url }, host);
        await backend.BeginAsync(Some.Run, Token);
        static bool IsName(string text) => !text.Contains('\\', StringComparison.Ordinal) || text == "a\\b";
        string[] odd = ["a b", "a,b", "a=b", "a\\b", "a\\,b", "a\\ b", "a\\=b", "\"a\"", "'a'", "Größe ☃ 𝄞", "a#b", " a ", "a/b.c-d", "{a}[b]", "\\,", new string('x', 2000)];
        double[] numbers = [0, -0.0, 0.1, -1.5e-7, 1e16, double.MaxValue, double.MinValue, double.Epsilon, 1.0 / 3];
        IReadOnlyList<Metric> metrics =
        [
            .. odd.Select((text, index) => Some.Scalar(IsName(text) ? text : "odd", index, index) with { Source = text, Tags = new Dictionary<string, string> { [text] = text, ["z" + text] = "v" } }),
            .. odd.Append("line\nbreak \\\" \\").Select((text, index) => Some.Of(MetricType.Text, "note", text) with { Step = null, UnixNanoseconds = Some.Nanoseconds(index) }),
            .. numbers.Select((number, index) => Some.Scalar("numbers", number, index)),
            Some.Scalar("steps", 1, long.MaxValue) with { UnixNanoseconds = 1 },
        ];

        await backend.WriteAsync(metrics, Token);

        Assert.Empty(backend.Refused);
        Assert.Equal(metrics.Select(Describe).Order(StringComparer.Ordinal), (await server.ReadAllAsync(Token)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_the_server_drops_is_counted_and_the_rest_is_there()
    {
        using var server = new InfluxDaemon();
        await server.StartAsync(Token);
        using var host = new FakeHost(TimeProvider.System);
        using var backend = PluginUnderTest.Create<InfluxBackend>(new { server.Url }, host);
        await backend.WriteAsync(Some.Scalar("loss", 1));
        var kept = Some.Scalar("loss", 2, 3);

        // 'time' is InfluxDB's own: a point with such a tag is dropped.
        await backend.WriteAsync(kept, Some.Scalar("loss", 3, 4) with { Tags = new Dictionary<string, string> { ["time"] = "now" } });

        Assert.Equal([("run-1", 1)], backend.Refusals());
        Assert.Equal(2, (await server.ReadAllAsync(Token)).Count);
    }

    [Fact]
    public async Task A_server_with_users_takes_a_password_from_a_file()
    {
        using var server = new InfluxDaemon(withUsers: true);
        await server.StartAsync(Token);
        await server.QueryAsync("CREATE USER ada WITH PASSWORD 'engine' WITH ALL PRIVILEGES", Token);
        using var host = new FakeHost(TimeProvider.System);
        var file = Path.Combine(host.Folder, "password");
        await File.WriteAllTextAsync(file, "wrong\n", Token);
        using var backend = PluginUnderTest.Create<InfluxBackend>(new { server.Url, Username = "ada", Password = new { File = file } }, host);
        var refused = await Assert.ThrowsAsync<DiagnosticException>(() => backend.WriteAsync(Some.Scalar("loss", 1)));
        Assert.Equal("FORAY389", refused.Diagnostics[0].Code);

        await File.WriteAllTextAsync(file, "engine\n", Token);
        await backend.WriteAsync(Some.Scalar("loss", 1));

        var answer = await server.QueryAsync("SELECT value FROM loss", Token, "&u=ada&p=engine");
        Assert.Equal(1, answer.GetProperty("results")[0].GetProperty("series")[0].GetProperty("values").GetArrayLength());
    }

    private static IReadOnlyList<Metric> Batch(int number) =>
    [
        .. Enumerable.Range(number * BatchSize, BatchSize).Select(step => Some.Scalar((step % 3) switch { 0 => "loss", 1 => "val/loss", _ => "speed" }, Math.Sin(step) * 1e3, step)),
    ];

    private static string Describe(Metric metric) => InfluxDaemon.Describe(
        metric.Name, string.Join(',', MetricLabels.Of(metric, Some.Run).Select(label => $"{label.Key}={label.Value}")), metric.UnixNanoseconds, metric.Number, metric.Text, metric.Step);
}
