using Foray.Sdk.Diagnostics;
using Foray.Storage;

namespace Foray.Tracking.Spool;

/// <summary>Goes through the slots of a segment.</summary>
internal sealed class SegmentCursor(SpoolFolder folder, SegmentReader segment, Func<bool> writerIsGone)
{
    private long _unreadable;

    /// <summary>The last reading has come to a slot that somebody may still write.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>Learns the names of the series in the first slots, which others have read.</summary>
    public void LearnSeries(long slots)
    {
        if (slots > segment.KnownSlots)
            Go(segment.KnownSlots, slots, null);
        _unreadable = 0;
    }

    /// <summary>Reads records.</summary>
    /// <param name="from">The first slot, from 0.</param>
    /// <param name="to">The slot at which to stop; a record that begins before it is read as a whole.</param>
    /// <param name="visitor">Takes them; null to read over them.</param>
    /// <param name="faults">Takes what could not be read.</param>
    /// <returns>The slot behind the last one that was read.</returns>
    public long Read(long from, long to, IRecordVisitor? visitor, List<Diagnostic> faults)
    {
        var index = Go(from, to, visitor);
        if (_unreadable > 0)
            faults.Add(SpoolErrors.Damage(segment.Path, $"{_unreadable} of a segment's records cannot be read"));
        return index;
    }

    /// <summary>Deletes the files that hold contents of this segment's records.</summary>
    public void DeleteContent()
    {
        for (var index = 0L; index < segment.End; index++)
        {
            if (SpoolFormat.Kind(segment.ReadWord(index)) == SlotKind.Head && segment.ReadHead(index) is { ContentFile: > 0 } head)
                File.Delete(folder.Content(head.ContentFile));
        }
    }

    private long Go(long from, long to, IRecordVisitor? visitor)
    {
        var index = from;
        IsWaiting = false;
        while (index < Math.Min(to, segment.End) && !IsWaiting)
            index += Step(index, visitor);
        segment.KnownSlots = Math.Max(segment.KnownSlots, index);
        return index;
    }

    /// <summary>Reads one record.</summary>
    /// <returns>Its slots; 0 where there is none yet.</returns>
    private int Step(long index, IRecordVisitor? visitor)
    {
        var word = segment.ReadWord(index);
        switch (SpoolFormat.Kind(word))
        {
            case SlotKind.Point:
                ReadPoint(index, SpoolFormat.Number(word), visitor);
                return 1;
            case SlotKind.Head:
                return ReadRecord(index, visitor);
            case SlotKind.Skip:
            case SlotKind.Continuation:
                // A continuation whose record was never finished.
                return 1;
            case SlotKind.None when word == 0:
                return PassHole(index);
            default:
                _unreadable++;
                return 1;
        }
    }

    private void ReadPoint(long index, uint number, IRecordVisitor? visitor)
    {
        if (visitor is null)
            return;
        if (segment.FindSeries(number) is not { } series)
        {
            _unreadable++;
            return;
        }

        var (step, time, value) = segment.ReadPoint(index);
        visitor.Point(Position(index), series, step, time, value);
    }

    private int ReadRecord(long index, IRecordVisitor? visitor)
    {
        if (segment.ReadHead(index) is not { } head)
        {
            _unreadable++;
            return 1;
        }

        if (visitor is null && head.Kind != RecordKind.Series)
            return head.Slots;
        try
        {
            var content = head.ContentFile == 0 ? segment.ReadContent(index, head) : ReadContentFile(head);
            if (content is null || Crc32C.Compute(content) != head.Checksum)
                _unreadable++;
            else if (head.Kind == RecordKind.Series)
                Know(content);
            else
                visitor?.Record(Position(index), head.Kind, head.Time, content);
        }
        catch (FormatException)
        {
            _unreadable++;
        }

        return head.Slots;
    }

    private void Know(byte[] content)
    {
        var (number, series) = RecordReader.Series(content);
        segment.Know(number, series);
    }

    /// <summary>Null where there is no such file, or another one.</summary>
    private byte[]? ReadContentFile(RecordHead head)
    {
        var path = folder.Content(head.ContentFile);
        try
        {
            var file = new FileInfo(path);
            return file.Exists && file.Length == head.Length ? File.ReadAllBytes(path) : null;
        }
        catch (Exception exception) when (SpoolErrors.IsEnvironmental(exception))
        {
            throw SpoolErrors.CannotRead(path, exception);
        }
    }

    private int PassHole(long index)
    {
        if (!segment.IsFinal)
            segment.LookForSeal();
        if (!segment.IsFinal && writerIsGone())
        {
            // It may have written and sealed before it went.
            segment.LookForSeal();
            segment.MakeFinal();
        }

        IsWaiting = !segment.IsFinal;
        // Looked at again: it may have been written after it was read, and before the writer went.
        return !IsWaiting && segment.ReadWord(index) == 0 && index < segment.End ? 1 : 0;
    }

    private long Position(long index) => segment.Number * segment.Slots + index + 1;
}
