namespace Foray.Tracking.Store.Chunks;

/// <summary>What is wanted of points besides their values.</summary>
[Flags]
internal enum ChunkColumns
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Their steps.</summary>
    Steps = 1,

    /// <summary>Their times.</summary>
    Times = 2,

    /// <summary>All.</summary>
    All = Steps | Times,
}
