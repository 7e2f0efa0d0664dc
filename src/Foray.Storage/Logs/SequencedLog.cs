using Foray.Sdk.Diagnostics;

namespace Foray.Storage.Logs;

/// <summary>
/// An append-only log of entries that are numbered from 1 and keep their numbers for ever, in files of a folder of its own. What was appended survives the end of the process, however
/// sudden; a power failure may lose the last second or so. The oldest entries are dropped when the log reaches its most bytes. One process has it at a time; any number of readers in it
/// may read while it is appended to, and none holds up another.
/// </summary>
public sealed class SequencedLog : IDisposable
{
    private const string LockName = "lock";

    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly Guid _id;
    private readonly SequencedLogOptions _options;
    private readonly TimeProvider _time;
    private readonly StateLock _held;
    private LogSegment[] _segments;
    private SegmentWriter _writer;
    private TaskCompletionSource? _arrival;
    private bool _disposed;

    private SequencedLog(string folder, Guid id, IEnumerable<LogSegment> segments, SequencedLogOptions options, TimeProvider time, StateLock held)
    {
        (_folder, _id, _options, _time, _held) = (folder, id, options, time, held);
        _segments = [.. segments];
        _writer = new SegmentWriter(_segments[^1], time);
        Id = id.ToString("N");
    }

    /// <summary>Random, made with the log: 32 lower-case hexadecimal digits. Numbers of a log that was made anew are other numbers.</summary>
    public string Id { get; }

    /// <summary>Number of the first entry that is there; one more than <see cref="Last"/> where there is none.</summary>
    public long First => Volatile.Read(ref _segments)[0].First;

    /// <summary>Number of the last entry; 0 where there never was one.</summary>
    public long Last
    {
        get
        {
            lock (_gate)
                return _writer.Segment.Last;
        }
    }

    internal long FlushedLength => _writer.FlushedLength;

    /// <summary>Opens a log; makes it where there is none, and cuts off an entry that a crash left unfinished.</summary>
    /// <param name="folder">The log's own folder.</param>
    /// <param name="options">How it is kept. Default: see there.</param>
    /// <param name="time">Clock of the background flush. Default: the system's.</param>
    /// <exception cref="DiagnosticException">It is damaged (FORAY312), of a newer version (FORAY313), another process has it (FORAY314), or it cannot be read or written (FORAY311).</exception>
    public static SequencedLog Open(string folder, SequencedLogOptions? options = null, TimeProvider? time = null)
    {
        options ??= new SequencedLogOptions();
        var held = StateLock.TryAcquire(Path.Combine(folder, LockName), out var holder) ?? throw StorageErrors.LogIsHeld(folder, holder);
        try
        {
            var (id, segments) = LogFolder.Read(folder, options);
            return new SequencedLog(folder, id, segments, options, time ?? TimeProvider.System, held);
        }
        catch (Exception exception)
        {
            held.Dispose();
            if (StorageErrors.IsEnvironmental(exception))
                throw StorageErrors.CannotWrite(folder, exception);
            throw;
        }
    }

    /// <summary>Appends an entry; when this returns, it survives the end of the process. Safe to call from several threads.</summary>
    /// <param name="content">64 MiB at most.</param>
    /// <returns>Its number.</returns>
    /// <exception cref="DiagnosticException">The disk does not take it (FORAY311); the log is as it was before.</exception>
    public long Append(ReadOnlySpan<byte> content)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length, LogFormat.LongestContent, nameof(content));
        TaskCompletionSource? arrival;
        long sequence;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var segment = _writer.Segment;
            if (segment.Last >= segment.First && segment.Length + LogFormat.EntrySize(content) > _options.SegmentBytes)
                BeginSegment();
            sequence = _writer.Segment.Last + 1;
            _writer.Append(sequence, content);
            (arrival, _arrival) = (_arrival, null);
        }

        arrival?.SetResult();
        return sequence;
    }

    /// <summary>Reads entries.</summary>
    /// <param name="after">Number of the entry before the first wanted one; 0 for the first of all. Where that one was dropped, the page begins with the first that is there.</param>
    /// <param name="most">Most entries, from 1 on. A page of more than about 4 MiB has fewer, but one at least.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DiagnosticException">The log is damaged (FORAY312), or cannot be read (FORAY315).</exception>
    public async Task<LogPage> ReadAsync(long after, int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        while (true)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var segments = Volatile.Read(ref _segments);
            try
            {
                return await ReadAsync(segments, after, most, cancellationToken);
            }
            catch (FileNotFoundException) when (segments != Volatile.Read(ref _segments))
            {
                // What was to be read was dropped meanwhile.
            }
            catch (Exception exception) when (StorageErrors.IsEnvironmental(exception))
            {
                throw StorageErrors.CannotRead(_folder, exception);
            }
        }
    }

    /// <summary>Waits until an entry after one is there.</summary>
    /// <param name="after">Number of the entry that is known.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ObjectDisposedException">The log was closed.</exception>
    public async Task WaitAsync(long after, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task arrival;
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                if (_writer.Segment.Last > after)
                    return;
                arrival = (_arrival ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await arrival.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Brings all entries to the disk, ends all waits and closes the log. Safe to repeat.</summary>
    /// <exception cref="DiagnosticException">The disk took not all of them (FORAY311).</exception>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            _arrival?.SetResult();
        }

        try
        {
            _writer.Flush();
        }
        finally
        {
            _writer.Dispose();
            _held.Dispose();
        }
    }

    private static async Task<LogPage> ReadAsync(LogSegment[] segments, long after, int most, CancellationToken cancellationToken)
    {
        var page = new List<LogEntry>();
        for (var i = Array.FindLastIndex(segments, segment => segment.First <= after + 1) is > 0 and var at ? at : 0; i < segments.Length; i++)
            if (!await SegmentReader.ReadAsync(segments[i], after, most, page, cancellationToken))
                break;
        return new LogPage(segments[0].First, segments[^1].Last, page);
    }

    /// <summary>What is sealed is on the disk, so that only the last segment can have a torn end.</summary>
    private void BeginSegment()
    {
        _writer.Flush();
        var writer = new SegmentWriter(LogFolder.Create(_folder, _id, _writer.Segment.Last + 1, _options), _time);
        _writer.Dispose();
        _writer = writer;
        Volatile.Write(ref _segments, [.. DropOldest(), writer.Segment]);
    }

    private LogSegment[] DropOldest()
    {
        var kept = _segments;
        while (kept.Length > 0 && kept.Sum(segment => segment.Length) + _options.SegmentBytes > _options.MostBytes && TryDelete(kept[0].Path))
            kept = kept[1..];
        return kept;
    }

    private static bool TryDelete(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception exception) when (StorageErrors.IsEnvironmental(exception))
        {
            // The next segment tries again.
            return false;
        }
    }
}
