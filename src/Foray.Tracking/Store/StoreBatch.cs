namespace Foray.Tracking.Store;

/// <summary>What goes into a store in one transaction: all of it or nothing.</summary>
public sealed record StoreBatch
{
    /// <summary>Name of the spool that it comes from; null where it comes from none. Default: null.</summary>
    public string? Origin { get; init; }

    /// <summary>Position in the spool behind the batch. A batch whose position the store has already for the origin changes nothing. Default: 0.</summary>
    public long Position { get; init; }

    /// <summary>What happened to runs, in order; applied before <see cref="Points"/>. Default: nothing.</summary>
    public IReadOnlyList<RunChange> Changes { get; init; } = [];

    /// <summary>Numbers, a block for each series, or several in order. Their runs have begun. Default: none.</summary>
    public IReadOnlyList<PointBlock> Points { get; init; } = [];
}
