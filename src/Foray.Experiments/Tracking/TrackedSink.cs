using Foray.Sdk.Tracking;

namespace Foray.Experiments.Tracking;

/// <summary>A backend of the file, and what it gets.</summary>
/// <param name="Name">Name, unique in the file.</param>
/// <param name="Backend">The plugin.</param>
public sealed record TrackedSink(string Name, IBackend Backend)
{
    /// <summary>Patterns of sources, one of which fits. Default: none, every source.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Patterns of names, one of which fits. Default: none, every name.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>Types, one of which it is. Default: none, every type.</summary>
    public IReadOnlyList<MetricType> Types { get; init; } = [];

    /// <summary>The filter that a metric has to pass, as the file has it. Default: null, every metric.</summary>
    public string? Filter { get; init; }

    /// <summary>What becomes of points when it is far behind: <c>block</c>, <c>drop_oldest</c> or <c>downsample</c>. Default: they wait.</summary>
    public string Policy { get; init; } = "block";
}
