using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Foray.Backends.Tests.Http;

namespace Foray.Backends.Tests.Influx;

/// <summary>A real InfluxDB 1.x with a folder and ports of its own, that can be killed and started again.</summary>
internal sealed class InfluxDaemon : IDisposable
{
    private const string Program = "/usr/bin/influxd";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("foray-influx-");
    private readonly HttpClient _client = new();
    private Process? _process;

    public InfluxDaemon(bool withUsers = false)
    {
        Assert.SkipUnless(File.Exists(Program), $"{Program} (package influxdb) is not installed");
        var port = StandInServer.FreePort();
        Url = $"http://127.0.0.1:{port}";
        File.WriteAllText(Configuration, $"""
            reporting-disabled = true
            bind-address = "127.0.0.1:{StandInServer.FreePort()}"
            [meta]
              dir = "{_folder}/meta"
            [data]
              dir = "{_folder}/data"
              wal-dir = "{_folder}/wal"
            [monitor]
              store-enabled = false
            [http]
              bind-address = "127.0.0.1:{port}"
              auth-enabled = {(withUsers ? "true" : "false")}
              log-enabled = false
            """);
    }

    public string Url { get; }

    private string Configuration => Path.Combine(_folder.FullName, "influxdb.conf");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _process = Process.Start(new ProcessStartInfo(Program, ["-config", Configuration]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        while (true)
        {
            try
            {
                using var answer = await _client.GetAsync($"{Url}/ping", cancellationToken);
                return;
            }
            catch (HttpRequestException)
            {
                Assert.False(_process.HasExited, "influxd ended by itself");
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
            }
        }
    }

    /// <summary>Ends it as a crash does.</summary>
    public void Kill()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process = null;
    }

    /// <summary>The answer to a query, with times in nanoseconds.</summary>
    public async Task<JsonElement> QueryAsync(string query, CancellationToken cancellationToken, string credentials = "")
    {
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("q", query)]);
        using var answer = await _client.PostAsync($"{Url}/query?db=foray&epoch=ns{credentials}", content, cancellationToken);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken)).RootElement;
    }

    /// <summary>All points of the database as texts: measurement, tags, time, and fields that are there.</summary>
    public async Task<IReadOnlyList<string>> ReadAllAsync(CancellationToken cancellationToken)
    {
        var result = (await QueryAsync("SELECT * FROM /.*/ GROUP BY *", cancellationToken)).GetProperty("results")[0];
        return result.TryGetProperty("series", out var series) ? [.. series.EnumerateArray().SelectMany(Points)] : [];
    }

    public void Dispose()
    {
        Kill();
        _client.Dispose();
        _folder.Delete(recursive: true);
    }

    private static IEnumerable<string> Points(JsonElement series)
    {
        var tags = series.TryGetProperty("tags", out var all)
            ? string.Join(',', all.EnumerateObject().Where(tag => tag.Value.GetString() != "").OrderBy(tag => tag.Name, StringComparer.Ordinal).Select(tag => $"{tag.Name}={tag.Value.GetString()}"))
            : "";
        var columns = series.GetProperty("columns").EnumerateArray().Select(column => column.GetString()!).ToList();
        foreach (var row in series.GetProperty("values").EnumerateArray())
        {
            var fields = columns.Zip(row.EnumerateArray()).Where(field => field.Second.ValueKind != JsonValueKind.Null).ToDictionary(field => field.First, field => field.Second);
            yield return Describe(
                series.GetProperty("name").GetString()!, tags, fields["time"].GetInt64(),
                fields.TryGetValue("value", out var value) ? value.GetDouble() : null,
                fields.TryGetValue("text", out var text) ? text.GetString() : null,
                fields.TryGetValue("step", out var step) ? step.GetInt64() : null);
        }
    }

    public static string Describe(string name, string tags, long time, double? value, string? text, long? step) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} {tags} @{time} value={value:R} text={text} step={step}");
}
