namespace Foray.Storage.Logs;

/// <summary>Looks through the last segment of a log, which a crash may have left with the beginning of an entry.</summary>
internal static class SegmentScan
{
    /// <summary>Tells a segment how far its sound entries go. What follows them is a torn entry.</summary>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">Sound entries follow one that is not.</exception>
    public static void Run(LogSegment segment, ReadOnlySpan<byte> bytes)
    {
        var position = LogFormat.HeaderSize;
        var next = segment.First;
        while (LogFormat.ClaimedSize(bytes[position..]) is > 0 and var size && position + size <= bytes.Length && LogFormat.IsSound(bytes.Slice(position, size), next))
        {
            segment.Mark(next++, position);
            position += size;
        }

        if (HasEntry(bytes[position..], next))
            throw StorageErrors.DamagedLog(segment.Path, position, "an entry is not sound, and others follow it");
        segment.Extend(next - 1, position);
    }

    /// <summary>Whether a sound entry begins anywhere. The length of one that is not cannot be trusted to lead to the next.</summary>
    private static bool HasEntry(ReadOnlySpan<byte> bytes, long next)
    {
        var greatest = next + (bytes.Length / LogFormat.EntryHeaderSize);
        for (; LogFormat.EntryHeaderSize <= bytes.Length; bytes = bytes[1..])
        {
            var sequence = LogFormat.SequenceOf(bytes);
            if (sequence >= next && sequence <= greatest && LogFormat.ClaimedSize(bytes) is > 0 and var size && size <= bytes.Length && LogFormat.IsSound(bytes[..size], sequence))
                return true;
        }

        return false;
    }
}
