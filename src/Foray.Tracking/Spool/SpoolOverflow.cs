namespace Foray.Tracking.Spool;

/// <summary>What a call does that finds no room: the spool has reached its limit, or the disk is full.</summary>
public enum SpoolOverflow
{
    /// <summary>It throws FORAY316, and nothing of what it was given is kept.</summary>
    Fail,

    /// <summary>It waits until there is room, and throws FORAY316 after <see cref="SpoolOptions.LongestWait"/>.</summary>
    Wait,

    /// <summary>It returns, and what it was given is counted in <see cref="SpoolWriter.Dropped"/>.</summary>
    Drop,
}
