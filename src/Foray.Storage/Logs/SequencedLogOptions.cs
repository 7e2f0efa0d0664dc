namespace Foray.Storage.Logs;

/// <summary>How a <see cref="SequencedLog"/> is kept.</summary>
public sealed record SequencedLogOptions
{
    /// <summary>Most bytes of its files, from 4 KiB on; the oldest entries are dropped, about an eighth of it at once. An entry that is larger than that is kept all the same. Default: 256 MiB.</summary>
    public long MostBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 4 * 1024);
            field = value;
        }
    }

    = 256L << 20;

    /// <summary>Who may read its files, less the process's umask. Default: the owner alone.</summary>
    public UnixFileMode Mode { get; init; } = FileModes.Private;

    /// <summary>A segment that has reached this is followed by the next one: entries are dropped by whole segments.</summary>
    internal long SegmentBytes => Math.Min(MostBytes / 8, 16L << 20);
}
