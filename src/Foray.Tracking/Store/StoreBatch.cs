namespace Foray.Tracking.Store;

/// <summary>What goes into a store in one transaction: all of it or nothing.</summary>
public sealed record StoreBatch
{
    /// <summary>Name of the spool that it comes from; null where it comes from none. Default: null.</summary>
    public string? Origin { get; init; }

    /// <summary>Position in the spool behind the batch. A batch whose position the store has already for the origin changes nothing. Default: 0.</summary>
    public long Position { get; init; }

    /// <summary>
    /// Position in the spool at which the batch begins. Where the store's position for the origin lies between the two, a part of the batch is there already:
    /// it is refused as a whole, and whoever hands it over asks for the position and begins there. Default: null, not known; then only <see cref="Position"/> decides.
    /// </summary>
    public long? Start { get; init; }

    /// <summary>What happened to runs, in order; applied before <see cref="Points"/>. Default: nothing.</summary>
    public IReadOnlyList<RunChange> Changes { get; init; } = [];

    /// <summary>Numbers, a block for each series, or several in order. Their runs have begun. Default: none.</summary>
    public IReadOnlyList<PointBlock> Points { get; init; } = [];
}
