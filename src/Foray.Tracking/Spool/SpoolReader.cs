using Foray.Sdk.Diagnostics;
using Foray.Storage;

namespace Foray.Tracking.Spool;

/// <summary>
/// Reads a spool of this or another process while it is written, or afterwards. Positions are those of slots, from 1. A place that is reserved and not
/// written is waited for as long as the writer lives, and skipped once it is gone. Not safe for several threads at once; any number of readers may read a spool.
/// </summary>
internal sealed class SpoolReader : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly SpoolFolder _folder;
    private readonly SpoolHeader _header;
    private readonly TimeProvider _time;
    private readonly StateLock? _owned;
    private readonly SegmentMemory _memory = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SegmentReader? _segment;
    private volatile bool _writerIsGone;
    private long _releasedTo;

    private SpoolReader(SpoolFolder folder, TimeProvider? time, StateLock? owned)
    {
        (_folder, _time, _owned) = (folder, time ?? TimeProvider.System, owned);
        _header = SpoolHeader.Read(folder.Header);
        _writerIsGone = owned is not null;
    }

    /// <summary>Name of the spool, unique on all computers.</summary>
    public string Name => _folder.Name;

    /// <summary>Folder of the spool.</summary>
    public string Folder => _folder.Path;

    /// <summary>What is added to a position to make it a <see cref="Foray.Sdk.Tracking.Metric.Sequence"/>.</summary>
    public long SequenceBase => _header.Base;

    /// <summary>What the spool has not kept until now.</summary>
    /// <exception cref="DiagnosticException">The header cannot be read (FORAY318, FORAY319).</exception>
    public SpoolDrops Dropped => SpoolHeader.ReadDrops(_folder.Header);

    /// <summary>Opens a spool.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="time">Clock of the waiting. Default: the system's.</param>
    /// <exception cref="DiagnosticException">It is none (FORAY318), of a newer version (FORAY317), or cannot be read (FORAY319).</exception>
    public static SpoolReader Open(string folder, TimeProvider? time = null) => new(new SpoolFolder(folder), time, null);

    /// <summary>Opens a spool whose process is gone, and keeps others from doing the same until the reader is disposed.</summary>
    /// <returns>Null where its process lives, or another one has taken it over.</returns>
    /// <exception cref="DiagnosticException">It is none (FORAY318), of a newer version (FORAY317), or cannot be read (FORAY319) or locked (FORAY314).</exception>
    public static SpoolReader? TryTakeOver(string folder, TimeProvider? time = null)
    {
        var files = new SpoolFolder(folder);
        if (StateLock.TryAcquire(files.Lock, out _) is not { } held)
            return null;
        try
        {
            return new SpoolReader(files, time, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>The folders of spools below a folder that nobody has: their processes are gone.</summary>
    public static IReadOnlyList<string> FindOrphans(string parent) => !Directory.Exists(parent)
        ? []
        : [.. Directory.EnumerateDirectories(parent)
            .Select(path => new SpoolFolder(path))
            .Where(folder => File.Exists(folder.Header) && StateLock.Holder(folder.Lock) is null)
            .Select(folder => folder.Path)
            .Order(StringComparer.Ordinal)];

    /// <summary>Reads on for the store.</summary>
    /// <param name="after">The last position that is done with; 0 at the beginning.</param>
    /// <param name="most">Most slots to look at; the last record may take more.</param>
    /// <param name="memory">Room for the points, which are valid until it is reclaimed. Default: room of their own.</param>
    /// <exception cref="DiagnosticException">A file cannot be read (FORAY319). It may be possible later.</exception>
    public SpoolPage<SpoolColumns> ReadColumns(long after, int most, ColumnMemory? memory = null)
    {
        var reader = new ColumnReader(_header.Base, memory ?? new ColumnMemory());
        var faults = new List<Diagnostic>();
        var isEnd = Read(ref after, most, reader, faults);
        return new SpoolPage<SpoolColumns>(reader.Result, after, isEnd, faults);
    }

    /// <summary>Reads on for a backend: entries in the order of their positions.</summary>
    /// <param name="after">The last position that is done with; 0 at the beginning.</param>
    /// <param name="most">Most slots to look at; the last record may take more.</param>
    /// <exception cref="DiagnosticException">A file cannot be read (FORAY319). It may be possible later.</exception>
    public SpoolPage<IReadOnlyList<SpoolEntry>> ReadEntries(long after, int most)
    {
        var reader = new EntryReader(_header.Base);
        var faults = new List<Diagnostic>();
        var isEnd = Read(ref after, most, reader, faults);
        return new SpoolPage<IReadOnlyList<SpoolEntry>>(reader.Entries, after, isEnd, faults);
    }

    /// <summary>
    /// Waits until there is something to read, looking every 50 ms, and when the end is noted: writers tell nobody, so that they wait for nobody. Meanwhile it deletes what
    /// <see cref="Release"/> could not yet: the writer may be waiting for that room.
    /// </summary>
    /// <returns>False where there is nothing more, and will be nothing.</returns>
    /// <exception cref="DiagnosticException">A file cannot be read (FORAY319) or deleted (FORAY316).</exception>
    public async ValueTask<bool> WaitAsync(long after, CancellationToken cancellationToken)
    {
        while (true)
        {
            var position = after;
            var isEnd = Read(ref position, 1, null, []);
            if (position > after)
                return true;
            if (isEnd)
                return false;
            Release(_releasedTo);
            await await Task.WhenAny(_ended.Task, Task.Delay(Poll, _time, cancellationToken));
        }
    }

    /// <summary>Says that the spool's writer is gone, whoever has its lock. May be called by another thread.</summary>
    public void NoteEnd()
    {
        _writerIsGone = true;
        _ended.TrySetResult();
    }

    /// <summary>Deletes the segments up to a position, and what belongs to them. One that is still written, or not sealed yet, stays.</summary>
    /// <exception cref="DiagnosticException">They cannot be deleted (FORAY316) or read (FORAY319).</exception>
    public void Release(long position)
    {
        _releasedTo = position;
        try
        {
            foreach (var number in _folder.SegmentNumbers().TakeWhile(number => (number + 1) * _header.Slots <= position))
            {
                if (!TryRelease(number))
                    return;
            }
        }
        catch (Exception exception) when (SpoolErrors.IsEnvironmental(exception))
        {
            throw SpoolErrors.CannotWrite(_folder.Path, exception);
        }
    }

    /// <summary>Deletes a spool that was taken over.</summary>
    /// <exception cref="DiagnosticException">It cannot be deleted (FORAY316).</exception>
    public void Remove()
    {
        if (_owned is null)
            throw new InvalidOperationException("The spool was not taken over.");
        try
        {
            Directory.Delete(_folder.Path, recursive: true);
        }
        catch (Exception exception) when (SpoolErrors.IsEnvironmental(exception))
        {
            throw SpoolErrors.CannotWrite(_folder.Path, exception);
        }
    }

    /// <summary>Lets go of the spool. Safe to repeat.</summary>
    public void Dispose()
    {
        _segment?.Dispose();
        _segment = null;
        _owned?.Dispose();
    }

    /// <summary>True where there is nothing more, and will be nothing.</summary>
    private bool Read(ref long position, int most, IRecordVisitor? visitor, List<Diagnostic> faults)
    {
        var last = position + most;
        while (position < last)
        {
            if (!TryEnter(ref position, faults, out var isEnd))
                return isEnd;
            if (_segment is not { } segment)
                continue;
            var cursor = new SegmentCursor(_folder, segment, WriterIsGone);
            var first = segment.Number * _header.Slots;
            cursor.LearnSeries(position - first);
            position = first + cursor.Read(position - first, last - first, visitor, faults);
            if (cursor.IsWaiting)
                return false;
            if (position - first >= segment.End)
                position = first + _header.Slots;
        }

        return false;
    }

    /// <summary>Opens the segment of a position. Where it is lost the position moves behind it, and no segment is open.</summary>
    /// <returns>False where there is none yet, or none any more.</returns>
    private bool TryEnter(ref long position, List<Diagnostic> faults, out bool isEnd)
    {
        isEnd = false;
        var number = position / _header.Slots;
        if (_segment?.Number == number)
            return true;
        _segment?.Dispose();
        _segment = null;
        // Asked before the files are looked for: what is not there then will never be.
        var writerIsGone = WriterIsGone();
        if (!File.Exists(_folder.Segment(number)))
        {
            var next = FindSegment(number);
            isEnd = next is null && writerIsGone;
            if (next is null)
                return false;
            if (position > 0)
                faults.Add(SpoolErrors.Damage(_folder.Segment(number), "the segment is missing"));
            number = next.Value;
            position = number * _header.Slots;
        }

        try
        {
            _segment = SegmentReader.Open(_folder, number, _header, writerIsGone, _memory);
        }
        catch (DiagnosticException exception) when (exception.InnerException is null)
        {
            faults.AddRange(exception.Diagnostics);
            position = (number + 1) * _header.Slots;
        }

        return true;
    }

    private long? FindSegment(long above)
    {
        foreach (var number in _folder.SegmentNumbers())
        {
            if (number > above)
                return number;
        }

        return null;
    }

    private bool TryRelease(long number)
    {
        if (!WriterIsGone() && !SegmentReader.IsSealed(_folder, number, _header))
            return false;
        if (_folder.HasContent())
            DeleteContent(number);
        File.Delete(_folder.Segment(number));
        return true;
    }

    private void DeleteContent(long number)
    {
        try
        {
            using var segment = SegmentReader.Open(_folder, number, _header, WriterIsGone(), new SegmentMemory());
            new SegmentCursor(_folder, segment, WriterIsGone).DeleteContent();
        }
        catch (DiagnosticException exception) when (exception.InnerException is null)
        {
            // Nobody can tell what belonged to a damaged one; it goes with the spool.
        }
    }

    private bool WriterIsGone() => _writerIsGone = _writerIsGone || StateLock.Holder(_folder.Lock) is null;
}
