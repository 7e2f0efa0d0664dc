using Foray.Sdk.Tracking;

namespace Foray.Tracking.Routing;

/// <summary>A run that a sink is not done with, and what became of its metrics there.</summary>
internal sealed class SinkRun(RunStart start)
{
    public RunStart Start => start;

    /// <summary>How and when it ended; null while it goes on.</summary>
    public (RunState State, DateTimeOffset Time)? End { get; set; }

    public long Delivered { get; set; }

    public Dictionary<string, long> Dropped { get; } = new(StringComparer.Ordinal);

    /// <summary>True once the backend knows of it in this process.</summary>
    public bool HasBegun { get; set; }

    /// <summary>What the backend had of it already when it began in this process.</summary>
    public long LastThere { get; set; }

    public void Drop(string reason, long count = 1) => Dropped[reason] = Dropped.GetValueOrDefault(reason) + count;
}
