namespace Foray.Tracking.Spool;

/// <summary>What a slot is: the lowest byte of its commit word. 0 is a slot that is not committed.</summary>
internal enum SlotKind : byte
{
    /// <summary>Nothing yet, or never.</summary>
    None = 0,

    /// <summary>A point.</summary>
    Point = 1,

    /// <summary>The first slot of a record.</summary>
    Head = 2,

    /// <summary>A further slot of a record.</summary>
    Continuation = 3,

    /// <summary>Nothing: the rest of a segment that the next record did not fit into.</summary>
    Skip = 4,
}
