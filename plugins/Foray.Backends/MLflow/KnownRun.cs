using System.Globalization;
using System.Text.Json.Nodes;
using Foray.Sdk.Tracking;

namespace Foray.Backends.MLflow;

/// <summary>What a server has of a run. The points of one metric are known at a time: they may be many.</summary>
internal sealed class KnownRun
{
    private readonly MLflowServer _server;
    private readonly RemoteRun? _remote;
    private readonly JsonNode? _info;
    private readonly Dictionary<string, string> _parameters;
    private readonly Dictionary<string, string> _tags;
    private readonly HashSet<string> _names;
    private readonly Dictionary<string, Dictionary<string, long>> _folders = new(StringComparer.Ordinal);
    private Dictionary<(long Time, long Step, double Value), int> _points = [];
    private string? _pointsOf;

    private KnownRun(MLflowServer server, string run, RemoteRun? remote, JsonNode? found)
    {
        (_server, Run, _remote, _info) = (server, run, remote, found?["info"]);
        _parameters = EntriesOf(found, "params");
        _tags = EntriesOf(found, "tags");
        _names = [.. (found?["data"]?["metrics"] as JsonArray ?? []).Select(metric => Text(metric, "key"))];
    }

    /// <summary>Our id of the run.</summary>
    public string Run { get; }

    /// <summary>Reads what there is of a run.</summary>
    /// <param name="server">The server.</param>
    /// <param name="run">Our id of the run.</param>
    /// <param name="remote">The run there; null where there is none.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<KnownRun> ReadAsync(MLflowServer server, string run, RemoteRun? remote, CancellationToken cancellationToken) =>
        new(server, run, remote, remote is null ? null : await server.GetRunAsync(remote, cancellationToken));

    /// <summary>True where the run is there and stands so.</summary>
    public bool Stands(RunState state, DateTimeOffset? ended) =>
        _info is not null && Text(_info, "status").Equals(state.ToString(), StringComparison.OrdinalIgnoreCase) && (ended is null || Text(_info, "end_time") == ended.Value.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>True where the metric is there. A point that is equal to another one is there as often as the server has both.</summary>
    public async ValueTask<bool> HasAsync(Metric metric, CancellationToken cancellationToken)
    {
        if (_remote is null)
            return false;
        return metric.Type switch
        {
            MetricType.Parameter => _parameters.TryGetValue(metric.Name, out var value) && value == MLflowLimits.ValueOf(metric),
            MetricType.Tag => _tags.TryGetValue(metric.Name, out var value) && value == MLflowLimits.ValueOf(metric),
            MetricType.Scalar or MetricType.System => _names.Contains(metric.Name) && await TakePointAsync(_remote, metric, cancellationToken),
            _ => await HasContentAsync(_remote, metric, cancellationToken),
        };
    }

    private async Task<bool> TakePointAsync(RemoteRun remote, Metric metric, CancellationToken cancellationToken)
    {
        if (_pointsOf != metric.Name)
            await ReadPointsAsync(remote, metric.Name, cancellationToken);
        var point = (metric.UnixNanoseconds / 1_000_000, metric.Step ?? 0, Comparable(metric.Number ?? double.NaN));
        if (_points.GetValueOrDefault(point) is 0)
            return false;
        _points[point]--;
        return true;
    }

    private async Task ReadPointsAsync(RemoteRun remote, string name, CancellationToken cancellationToken)
    {
        (_points, _pointsOf) = ([], null);
        await foreach (var point in _server.ReadHistoryAsync(remote, name, cancellationToken))
        {
            var key = (Number(point, "timestamp"), Number(point, "step"), Comparable(Value(point)));
            _points[key] = _points.GetValueOrDefault(key) + 1;
        }

        _pointsOf = name;
    }

    private async Task<bool> HasContentAsync(RemoteRun remote, Metric metric, CancellationToken cancellationToken)
    {
        if (remote.ArtifactPath is not { } root || ArtifactContent.FindObstacle(metric) is not null)
            return false;
        var path = ArtifactPath.Of(metric);
        var folder = path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : "";
        if (!_folders.TryGetValue(folder, out var files))
            _folders[folder] = files = await _server.ListArtifactsAsync(remote, folder, cancellationToken);
        return files.TryGetValue(path, out var size) && size == ArtifactContent.SizeOf(metric)
            && await _server.HashArtifactAsync($"{root}/{path}".TrimStart('/'), cancellationToken) == ArtifactContent.HashOf(metric);
    }

    /// <summary>MLflow keeps the infinities as the greatest numbers (mlflow/store/tracking/sqlalchemy_store.py), and neither the bits of a NaN nor the sign of zero have to survive.</summary>
    private static double Comparable(double value) => value switch
    {
        double.PositiveInfinity => double.MaxValue,
        double.NegativeInfinity => double.MinValue,
        _ => value,
    };

    private static Dictionary<string, string> EntriesOf(JsonNode? run, string member)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in run?["data"]?[member] as JsonArray ?? [])
            entries[Text(entry, "key")] = Text(entry, "value");
        return entries;
    }

    private static double Value(JsonNode? point) => double.TryParse(Text(point, "value"), CultureInfo.InvariantCulture, out var value) ? value : double.NaN;

    private static long Number(JsonNode? node, string member) => long.TryParse(Text(node, member), CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Text(JsonNode? node, string member) => node?[member]?.ToString() ?? "";
}
