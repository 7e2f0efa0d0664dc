namespace Foray.Tracking.Spool;

/// <summary>How a spool uses the disk.</summary>
public sealed record SpoolOptions
{
    /// <summary>Points that a segment holds, from 64 to 33,554,432; each takes 32 bytes. Default: 131,072, which are 4 MiB.</summary>
    public int SegmentSlots { get; init; } = 128 * 1024;

    /// <summary>Most bytes of all of the spool's files, at least those of two segments. Default: 4 GiB.</summary>
    public long MostBytes { get; init; } = 4L << 30;

    /// <summary>What a call does that finds no room. Default: it fails.</summary>
    public SpoolOverflow Overflow { get; init; } = SpoolOverflow.Fail;

    /// <summary>Longest time that a call waits for room where it waits. Default: 1 minute.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(1);

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(SegmentSlots, SpoolFormat.FewestSlots);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SegmentSlots, SpoolFormat.MostSlots);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostBytes, 2 * SpoolFormat.FileLength(SegmentSlots));
        ArgumentOutOfRangeException.ThrowIfLessThan(LongestWait, TimeSpan.Zero);
    }
}
