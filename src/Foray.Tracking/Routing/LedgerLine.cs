namespace Foray.Tracking.Routing;

/// <summary>What became of a run's metrics at a sink: accepted = delivered + dropped, once the run has ended and the sink is done with it.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Sink">Name of the sink.</param>
/// <param name="Delivered">Metrics that have arrived.</param>
/// <param name="Dropped">Metrics that will not, by reason.</param>
public sealed record LedgerLine(string Run, string Sink, long Delivered, IReadOnlyDictionary<string, long> Dropped)
{
    /// <summary>Metrics of the run that were for the sink.</summary>
    public long Accepted => Delivered + Dropped.Values.Sum();
}
