using Foray.Sdk.Tracking;

namespace Foray.Tracking.Routing;

/// <summary>Which metrics are for a sink. All that is given has to fit.</summary>
public sealed record SinkRule
{
    /// <summary>Patterns of sources, one of which fits. Default: none, every source.</summary>
    public IReadOnlyList<NamePattern> Sources { get; init; } = [];

    /// <summary>Patterns of names, one of which fits. Default: none, every name.</summary>
    public IReadOnlyList<NamePattern> Names { get; init; } = [];

    /// <summary>Types, one of which it is. Default: none, every type.</summary>
    public IReadOnlyList<MetricType> Types { get; init; } = [];

    /// <summary>Looks at the metric itself. Where it throws, the metric is dropped for this sink, and counted. Default: null, every metric.</summary>
    public Func<Metric, bool>? Filter { get; init; }

    /// <summary>True where the metric fits.</summary>
    public bool Fits(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return (Sources.Count == 0 || Sources.Any(pattern => pattern.Fits(metric.Source)))
            && (Names.Count == 0 || Names.Any(pattern => pattern.Fits(metric.Name)))
            && (Types.Count == 0 || Types.Contains(metric.Type))
            && Filter?.Invoke(metric) is not false;
    }
}
