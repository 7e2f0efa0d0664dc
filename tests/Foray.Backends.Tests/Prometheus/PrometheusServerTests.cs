using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Foray.Backends.Prometheus;
using Foray.Backends.Tests.Http;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Backends.Tests.Prometheus;

/// <summary>Against a real Prometheus.</summary>
public class PrometheusServerTests
{
    private const string Program = "/usr/bin/prometheus";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_scrapes_every_value_with_its_labels()
    {
        Assert.SkipUnless(File.Exists(Program), $"{Program} (package prometheus) is not installed");
        using var host = new FakeHost(TimeProvider.System);
        var backend = PluginUnderTest.Create<PrometheusBackend>(new { Port = 0 }, host);
        await backend.StartAsync(Token);
        await backend.BeginAsync(Some.Run, Token);
        var tags = new Dictionary<string, string> { ["a.b"] = "quote \" back \\ line\nend ☃", ["instance"] = "mine" };
        await backend.WriteAsync(
            Some.Scalar("loss", 1.0 / 3), Some.Scalar("val/loss", double.NaN), Some.Scalar("up", double.PositiveInfinity), Some.Scalar("down", double.NegativeInfinity), Some.Scalar("tiny", double.Epsilon) with { Tags = tags });

        var url = $"http://127.0.0.1:{StandInServer.FreePort()}";
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "prometheus.yml"), $$"""
            scrape_configs:
              - job_name: foray
                scrape_interval: 200ms
                scrape_timeout: 200ms
                static_configs:
                  - targets: ["{{new Uri(backend.FindRemoteId("run-1")!).Authority}}"]
            """, Token);
        using var server = Process.Start(new ProcessStartInfo(Program,
            [$"--config.file={host.Folder}/prometheus.yml", $"--storage.tsdb.path={host.Folder}/data", $"--web.listen-address={new Uri(url).Authority}", "--log.level=error"]))!;
        try
        {
            var expected = new SortedSet<string>(StringComparer.Ordinal)
            {
                $"foray_loss experiment=speed run=run-1 = {(1.0 / 3).ToString("R", CultureInfo.InvariantCulture)}",
                "foray_val_loss experiment=speed metric=val/loss run=run-1 = NaN",
                "foray_up experiment=speed run=run-1 = +Inf",
                "foray_down experiment=speed run=run-1 = -Inf",
                "foray_tiny a_b=quote \" back \\ line\nend ☃ experiment=speed exported_instance=mine run=run-1 = 5e-324",
            };
            Assert.Equal(expected, await ReadAsync(url, server));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(CancellationToken.None);
            await backend.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>What the server has of us, as soon as it has anything.</summary>
    private static async Task<SortedSet<string>> ReadAsync(string url, Process server)
    {
        using var client = new HttpClient();
        while (true)
        {
            Assert.False(server.HasExited, "prometheus ended by itself");
            try
            {
                var answer = JsonDocument.Parse(await client.GetStringAsync(url + "/api/v1/query?query=%7B__name__%3D~%22foray_.%2A%22%7D", Token)).RootElement;
                var found = answer.GetProperty("data").GetProperty("result").EnumerateArray().Select(Describe).ToList();
                if (found.Count > 0)
                    return new SortedSet<string>(found, StringComparer.Ordinal);
            }
            catch (HttpRequestException)
            {
                // It is not up yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), Token);
        }
    }

    private static string Describe(JsonElement series)
    {
        var labels = series.GetProperty("metric").EnumerateObject()
            .Where(label => label.Name is not ("__name__" or "job" or "instance")).OrderBy(label => label.Name, StringComparer.Ordinal).Select(label => $"{label.Name}={label.Value.GetString()}");
        return $"{series.GetProperty("metric").GetProperty("__name__").GetString()} {string.Join(' ', labels)} = {series.GetProperty("value")[1].GetString()}";
    }
}
