using Foray.Sdk.Tracking;

namespace Foray.Tracking.Routing;

/// <summary>A backend, and what it gets.</summary>
/// <param name="Name">Name of the sink, unique in its tracker: letters, digits, <c>-</c> and <c>_</c>. What it has not got yet when a process ends, the sink of the same name gets later.</param>
/// <param name="Backend">Where the metrics go. The tracker starts and stops it.</param>
public sealed record SinkOptions(string Name, IBackend Backend)
{
    /// <summary>Rules, one of which a metric has to fit. Default: none, every metric.</summary>
    public IReadOnlyList<SinkRule> Rules { get; init; } = [];

    /// <summary>What becomes of points when it is far behind. Default: they wait.</summary>
    public SinkPolicy Policy { get; init; } = SinkPolicy.Block;

    /// <summary>How many records of the spool make it far behind, 1 or more. Default: 1,000,000.</summary>
    public long MostBehind { get; init; } = 1_000_000;

    /// <summary>Of how many points of a series one is sent where they are downsampled, 2 or more. Default: 10.</summary>
    public int DownsampleBy { get; init; } = 10;

    /// <summary>Most metrics that it gets at once, 1 or more. Default: 10,000.</summary>
    public int BatchSize { get; init; } = 10_000;

    /// <summary>The wait before something is sent again; it doubles each time. Default: 500 ms.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait before something is sent again. Default: 30 s.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Failures in a row after which it counts as broken: it is tried after <see cref="LongestRetry"/> only, 1 or more. Default: 5.</summary>
    public int BrokenAfter { get; init; } = 5;
}
