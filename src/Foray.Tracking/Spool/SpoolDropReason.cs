namespace Foray.Tracking.Spool;

/// <summary>Why something was not kept.</summary>
internal enum SpoolDropReason
{
    /// <summary>The spool has its most bytes.</summary>
    Limit,

    /// <summary>The disk is full, or cannot be written.</summary>
    Disk,
}
