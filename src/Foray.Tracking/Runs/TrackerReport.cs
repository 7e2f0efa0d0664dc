using Foray.Tracking.Collecting;
using Foray.Tracking.Routing;

namespace Foray.Tracking.Runs;

/// <summary>What became of everything that a process tracked.</summary>
/// <param name="Sinks">How the sinks stood at the end, the store first.</param>
/// <param name="Ledger">What each sink got of each run, and what not.</param>
/// <param name="NotKept">Points and records that the spool had no room for; 0 unless its policy is to drop.</param>
public sealed record TrackerReport(IReadOnlyList<SinkStatus> Sinks, IReadOnlyList<LedgerLine> Ledger, long NotKept)
{
    /// <summary>What became of the collectors' measurements, in the order in which the runs ended. Default: none.</summary>
    public IReadOnlyList<CollectionReport> Collections { get; init; } = [];
}
