namespace Foray.Storage.Logs;

/// <summary>Reads entries of a segment that may be appended to meanwhile.</summary>
internal static class SegmentReader
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Bytes after which a page is full: its entries are in memory all at once.</summary>
    private const long MostBytes = 4 << 20;

    /// <summary>Adds entries after a number to a page, up to its most.</summary>
    /// <returns>False where the page is full.</returns>
    /// <exception cref="FileNotFoundException">The segment was dropped.</exception>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">It is damaged.</exception>
    public static async Task<bool> ReadAsync(LogSegment segment, long after, int most, List<LogEntry> page, CancellationToken cancellationToken)
    {
        var (sequence, position, last, length) = segment.Find(after + 1);
        if (after >= last)
            return true;
        using var file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous);
        var buffer = new byte[Math.Min(BufferSize, length - position)];
        var bytes = page.Sum(entry => (long)entry.Content.Length);
        while (sequence <= last)
        {
            var filled = buffer.AsMemory(0, await FillAsync(file, buffer, position, length, cancellationToken));
            var consumed = 0;
            for (; sequence <= last && LogFormat.ClaimedSize(filled.Span[consumed..]) is > 0 and var size && consumed + size <= filled.Length; consumed += size)
            {
                var entry = filled.Slice(consumed, size);
                if (!LogFormat.IsSound(entry.Span, sequence))
                    throw StorageErrors.DamagedLog(segment.Path, position + consumed, "an entry is not sound");
                segment.Mark(sequence, position + consumed);
                if (sequence > after)
                    page.Add(new LogEntry(sequence, entry[LogFormat.EntryHeaderSize..].ToArray()));
                bytes += sequence > after ? size : 0;
                sequence++;
                if (page.Count == most || bytes >= MostBytes)
                    return false;
            }

            position += consumed;
            if (consumed == 0)
                buffer = filled.Length == Math.Min(buffer.Length, length - position) ? Larger(segment, filled.Span, position, length) : throw StorageErrors.DamagedLog(segment.Path, position, "the file ends before its last entry");
        }

        return true;
    }

    private static async Task<int> FillAsync(Microsoft.Win32.SafeHandles.SafeFileHandle file, Memory<byte> buffer, long position, long end, CancellationToken cancellationToken)
    {
        var wanted = buffer[..(int)Math.Min(buffer.Length, end - position)];
        var filled = 0;
        while (filled < wanted.Length && await RandomAccess.ReadAsync(file, wanted[filled..], position + filled, cancellationToken) is var count and > 0)
            filled += count;
        return filled;
    }

    /// <summary>A buffer for the entry that the present one is too small for.</summary>
    private static byte[] Larger(LogSegment segment, ReadOnlySpan<byte> filled, long position, long end)
    {
        var size = LogFormat.ClaimedSize(filled);
        if (size <= filled.Length || position + size > end)
            throw StorageErrors.DamagedLog(segment.Path, position, "an entry is not whole");
        return new byte[Math.Max(size, BufferSize)];
    }
}
