using System.Collections.Concurrent;
using Foray.Sdk.Tracking;

namespace Foray.Sdk.Testing.Tracking;

/// <summary>Keeps the metrics it takes.</summary>
public sealed class RecordingMetricSink : IMetricSink
{
    private readonly ConcurrentQueue<Metric> _metrics = new();

    /// <inheritdoc/>
    public string Run { get; init; } = "run-1";

    /// <summary>The metrics, in order.</summary>
    public IReadOnlyCollection<Metric> Metrics => _metrics;

    /// <summary>Called with every metric, before it is kept; may throw as a full disk would. Default: nothing.</summary>
    public Action<Metric> OnLog { get; set; } = _ => { };

    /// <inheritdoc/>
    public void Log(Metric metric)
    {
        OnLog(metric);
        _metrics.Enqueue(metric);
    }
}
