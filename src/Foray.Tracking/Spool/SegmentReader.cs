using Foray.Sdk.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Foray.Tracking.Spool;

/// <summary>A segment that is read, while it is being written or afterwards.</summary>
internal sealed unsafe class SegmentReader : IDisposable
{
    private readonly MappedFile? _mapped;
    private readonly byte* _file;
    private readonly int _length;
    private readonly int _slots;
    private readonly Dictionary<uint, SeriesDefinition> _series = [];

    // Of what was read from the disk, the memory.
    private readonly SegmentMemory? _copy;

    private SegmentReader(string path, long number, int slots, MappedFile? mapped, SegmentMemory? copy)
    {
        (Path, Number, _slots, _mapped, _copy) = (path, number, slots, mapped, copy);
        _file = mapped is null ? copy!.Address : mapped.Bytes;
        _length = (int)SpoolFormat.FileLength(slots);
        End = slots;
        LookForSeal();
    }

    public string Path { get; }

    public long Number { get; }

    /// <summary>Slots of the segment.</summary>
    public int Slots => _slots;

    /// <summary>Slots that there are to read: all of the segment until it is sealed, then those that are used.</summary>
    public long End { get; private set; }

    /// <summary>Nobody writes to it any more: a slot without a commit word stays so.</summary>
    public bool IsFinal { get; private set; }

    /// <summary>Slots from the first one on whose names of series are known to <see cref="FindSeries"/>.</summary>
    public long KnownSlots { get; set; }

    /// <summary>Opens a segment. One that is final is read into memory, where a fault of the disk is an exception; one that is written is mapped.</summary>
    /// <param name="folder">The spool.</param>
    /// <param name="number">Number of the segment.</param>
    /// <param name="header">What the spool says of itself.</param>
    /// <param name="writerIsGone">Nobody writes any more.</param>
    /// <param name="memory">Room for the one that is read, which has it until it is disposed.</param>
    /// <exception cref="DiagnosticException">It is damaged (FORAY318), or cannot be read (FORAY319).</exception>
    public static SegmentReader Open(SpoolFolder folder, long number, SpoolHeader header, bool writerIsGone, SegmentMemory memory)
    {
        var path = folder.Segment(number);
        try
        {
            using var file = OpenFile(path);
            var length = SpoolFormat.FileLength(header.Slots);
            if (RandomAccess.GetLength(file) != length)
                throw SpoolErrors.Damaged(path, $"the segment has {RandomAccess.GetLength(file)} bytes instead of {length}");
            if (!writerIsGone && SegmentFrame.ReadMark(file, length) == 0)
                return Check(new SegmentReader(path, number, header.Slots, MappedFile.OpenRead(file), null), header);
            memory.Read(file, (int)length);
            return Check(new SegmentReader(path, number, header.Slots, null, memory) { IsFinal = true }, header);
        }
        catch (Exception exception) when (SpoolErrors.IsEnvironmental(exception))
        {
            throw SpoolErrors.CannotRead(path, exception);
        }
    }

    /// <summary>Whether nobody writes to a segment any more, as far as its file tells; also where the file is damaged.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static bool IsSealed(SpoolFolder folder, long number, SpoolHeader header)
    {
        using var file = OpenFile(folder.Segment(number));
        var length = SpoolFormat.FileLength(header.Slots);
        return RandomAccess.GetLength(file) != length || SegmentFrame.ReadMark(file, length) != 0;
    }

    public ulong ReadWord(long index) => Volatile.Read(ref *(ulong*)Slot(index));

    public (long Step, long Time, double Value) ReadPoint(long index)
    {
        var slot = Slot(index);
        return (*(long*)(slot + 8), *(long*)(slot + 16), *(double*)(slot + 24));
    }

    /// <summary>Null where the slot is no sound head of a record that fits into the segment.</summary>
    public RecordHead? ReadHead(long index) =>
        RecordHead.Read(new ReadOnlySpan<byte>(Slot(index), SpoolFormat.SlotSize)) is { } head && index + head.Slots <= _slots ? head : null;

    /// <summary>The content of a record in the slots behind its head; null where they are others.</summary>
    public byte[]? ReadContent(long index, RecordHead head)
    {
        var content = new byte[head.Length];
        for (var i = 1; i < head.Slots; i++)
        {
            if (ReadWord(index + i) != SpoolFormat.Word(SlotKind.Continuation, (uint)i))
                return null;
            var part = content.AsSpan((i - 1) * SpoolFormat.ContinuationSize);
            part = part[..Math.Min(part.Length, SpoolFormat.ContinuationSize)];
            new ReadOnlySpan<byte>(Slot(index + i) + sizeof(ulong), part.Length).CopyTo(part);
        }

        return content;
    }

    /// <summary>The series of a number; null where no record before <see cref="KnownSlots"/> names it.</summary>
    public SeriesDefinition? FindSeries(uint number) => _series.GetValueOrDefault(number);

    /// <summary>Notes the name of a series.</summary>
    public void Know(uint number, SeriesDefinition series) => _series.TryAdd(number, series);

    /// <summary>Sees whether the segment has been sealed meanwhile.</summary>
    public void LookForSeal()
    {
        var file = new ReadOnlySpan<byte>(_file, _length);
        if (SegmentFrame.ReadMark(file) != SpoolFormat.SealMark)
            return;
        End = Math.Clamp(SegmentFrame.ReadUsed(file), 0, _slots);
        IsFinal = true;
    }

    /// <summary>The process that wrote is gone.</summary>
    public void MakeFinal() => IsFinal = true;

    public void Dispose() => _mapped?.Dispose();

    private static SafeFileHandle OpenFile(string path) => File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static SegmentReader Check(SegmentReader segment, SpoolHeader header)
    {
        var file = new ReadOnlySpan<byte>(segment._file, segment._length);
        var mark = SegmentFrame.ReadMark(file);
        var isSound = SegmentFrame.HeadIsSound(file, segment.Number, header)
            && (mark == 0 || mark == SpoolFormat.SealMark && SegmentFrame.SealIsSound(file, header.Slots));
        if (isSound)
            return segment;
        segment.Dispose();
        throw SpoolErrors.Damaged(segment.Path, mark == 0 ? "the segment's head is wrong" : "the checksum of a segment is wrong");
    }

    private byte* Slot(long index) => _file + (index + 1) * SpoolFormat.SlotSize;
}
