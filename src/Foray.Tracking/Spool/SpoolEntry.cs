using Foray.Sdk.Tracking;
using Foray.Tracking.Store;

namespace Foray.Tracking.Spool;

/// <summary>One record as backends see it.</summary>
/// <param name="Position">Its position.</param>
/// <param name="Metric">What was reported; null where a run began or ended.</param>
/// <param name="Change">What happened to the run; null for a point.</param>
internal sealed record SpoolEntry(long Position, Metric? Metric, RunChange? Change);
