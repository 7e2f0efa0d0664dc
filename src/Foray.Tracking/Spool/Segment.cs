using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Foray.Tracking.Spool;

/// <summary>A part of the spool that is being written. Slots are reserved with one atomic addition; what is reserved beyond the end is not there.</summary>
internal sealed unsafe class Segment
{
    /// <summary>More than any number of slots, and far from an overflow.</summary>
    private const long Closed = 1L << 62;

    private readonly MappedFile _file;
    private readonly byte* _slots;
    private readonly int _count;
    private Counter _reserved;
    private long _committed;

    private Segment(MappedFile file, string path, long number, int count)
    {
        (_file, Path, Number, _count) = (file, path, number, count);
        _slots = file.Bytes + SpoolFormat.SlotSize;
    }

    public long Number { get; }

    public string Path { get; }

    /// <summary>Makes a segment; readers see it when it is whole.</summary>
    /// <exception cref="IOException">There is no room for it.</exception>
    public static Segment Create(SpoolFolder folder, long number, SpoolHeader header)
    {
        var path = folder.Segment(number);
        var unfinished = SpoolFolder.Unfinished(path);
        var file = MappedFile.Create(unfinished, SpoolFormat.FileLength(header.Slots));
        try
        {
            SegmentFrame.WriteHead(Bytes(file), number, header);
            File.Move(unfinished, path);
        }
        catch
        {
            file.Dispose();
            File.Delete(unfinished);
            throw;
        }

        return new Segment(file, path, number, header.Slots);
    }

    /// <summary>Writes a point; false where the segment is full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAppend(ulong word, long step, long time, double value)
    {
        var index = Interlocked.Increment(ref _reserved.Value) - 1;
        if (index >= _count)
            return false;
        var slot = _slots + index * SpoolFormat.SlotSize;
        *(long*)(slot + 8) = step;
        *(long*)(slot + 16) = time;
        *(double*)(slot + 24) = value;
        Volatile.Write(ref *(ulong*)slot, word);
        return true;
    }

    /// <summary>Writes a record; false where it does not fit any more.</summary>
    public bool TryAppend(in RecordHead head, ReadOnlySpan<byte> content)
    {
        var count = SpoolFormat.Slots(content.Length);
        var index = Interlocked.Add(ref _reserved.Value, count) - count;
        if (index + count > _count)
        {
            for (; index < _count; index++)
                Commit(index, SpoolFormat.Word(SlotKind.Skip, 0));
            return false;
        }

        for (var i = 1; i < count; i++)
        {
            var part = content[((i - 1) * SpoolFormat.ContinuationSize)..];
            part = part[..Math.Min(part.Length, SpoolFormat.ContinuationSize)];
            part.CopyTo(Slot(index + i)[sizeof(ulong)..]);
            Commit(index + i, SpoolFormat.Word(SlotKind.Continuation, (uint)i));
        }

        head.Write(Slot(index));
        Commit(index, head.Word);
        return true;
    }

    /// <summary>Slots that are reserved.</summary>
    public long Reserved => Math.Min(Interlocked.Read(ref _reserved.Value), _count);

    /// <summary>Lets nothing more in.</summary>
    /// <returns>The slots that are reserved, and will be committed.</returns>
    public long Close() => Math.Min(Interlocked.Exchange(ref _reserved.Value, Closed), _count);

    /// <summary>Whether the first slots are all committed. What one call has seen, the next does not look at again.</summary>
    public bool IsCommitted(long count)
    {
        while (_committed < count && Volatile.Read(ref *(ulong*)(_slots + _committed * SpoolFormat.SlotSize)) != 0)
            _committed++;
        return _committed >= count;
    }

    /// <summary>
    /// Brings the segment to the disk with a checksum, and gives its memory back before: to clean a page that is mapped for writing, the system interrupts all
    /// threads of the process. All of its used slots are committed, and nobody is writing.
    /// </summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public void Seal(long used)
    {
        SegmentFrame.PrepareSeal(Bytes(_file), used);
        _file.Dispose();
        using var file = File.OpenHandle(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        // In this order, a power failure never leaves a seal on a segment that is not whole.
        RandomAccess.FlushToDisk(file);
        SegmentFrame.WriteMark(file, SpoolFormat.FileLength(_count));
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>Gives the memory back. Nobody may be writing. Safe to repeat.</summary>
    public void Unmap() => _file.Dispose();

    private static Span<byte> Bytes(MappedFile file) => new(file.Bytes, checked((int)file.Length));

    private Span<byte> Slot(long index) => new(_slots + index * SpoolFormat.SlotSize, SpoolFormat.SlotSize);

    private void Commit(long index, ulong word) => Volatile.Write(ref *(ulong*)(_slots + index * SpoolFormat.SlotSize), word);

    /// <summary>Has its cache lines for itself: all writers change it.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Counter
    {
        [FieldOffset(128)]
        public long Value;
    }
}
