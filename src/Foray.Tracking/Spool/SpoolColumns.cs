using Foray.Tracking.Store;

namespace Foray.Tracking.Spool;

/// <summary>Records as the store takes them.</summary>
/// <param name="Changes">What happened to runs, in order.</param>
/// <param name="Points">The points, a block for each series.</param>
internal sealed record SpoolColumns(IReadOnlyList<RunChange> Changes, IReadOnlyList<PointBlock> Points);
