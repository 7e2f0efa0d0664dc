using Foray.Tracking.Store;

namespace Foray.Tracking.Server.Writing;

/// <summary>What one call writes, all of it or nothing.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Changes">What happened to it.</param>
internal sealed record RunWrite(string Run, IReadOnlyList<RunChange> Changes)
{
    /// <summary>Numbers. Default: none.</summary>
    public IReadOnlyList<PointBlock> Points { get; init; } = [];

    /// <summary>Whether the first change creates the run; otherwise it has to be there, and active. Default: false.</summary>
    public bool IsNew { get; init; }
}
