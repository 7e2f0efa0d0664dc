namespace Foray.Tracking.Spool;

/// <summary>
/// Makes room: segments before they are needed, on a thread of its own (the caller's thread pool may be what waits for it), and files for large content.
/// </summary>
internal sealed class SegmentSupply : IDisposable
{
    /// <summary>Segments that are kept ready as soon as one was taken: a burst fills them faster than they are made. Before that it is one.</summary>
    private const int MostReady = 4;

    private readonly object _gate = new();
    private readonly Queue<Segment> _ready = new();
    private readonly AutoResetEvent _taken = new(initialState: true);
    private readonly SpoolFolder _folder;
    private readonly SpoolHeader _header;
    private readonly long _mostBytes;
    private readonly Thread _thread;
    private long _nextNumber = 1;
    private int _wanted = 1;
    private bool _isMaking;
    private volatile bool _finishing;

    public SegmentSupply(SpoolFolder folder, SpoolHeader header, long mostBytes)
    {
        (_folder, _header, _mostBytes) = (folder, header, mostBytes);
        _thread = new Thread(Work) { IsBackground = true, Name = "Foray spool supply" };
        _thread.Start();
    }

    /// <summary>Gives the next segment: made already, or now.</summary>
    /// <returns>Why there is none; null where there is one.</returns>
    public SpoolFailure? TryTake(out Segment? next)
    {
        lock (_gate)
        {
            _wanted = MostReady;
            while (_ready.Count == 0 && _isMaking)
                Monitor.Wait(_gate);
            SpoolFailure? failure = null;
            if (!_ready.TryDequeue(out next))
                (next, failure) = TryMake();
            _taken.Set();
            return failure;
        }
    }

    /// <summary>Writes a file of its own for content that is too large for slots.</summary>
    /// <returns>Why there is no room for it; null where it is there.</returns>
    public SpoolFailure? TryWriteContent(string path, ReadOnlySpan<byte> content)
    {
        lock (_gate)
        {
            // Two at once could go beyond the limit.
            while (_isMaking)
                Monitor.Wait(_gate);
            try
            {
                if (_folder.Bytes() + content.Length > _mostBytes)
                    return LimitReached();
                File.WriteAllBytes(path, content);
                return null;
            }
            catch (Exception exception) when (SpoolErrors.IsEnvironmental(exception))
            {
                DeleteUnfinished(path);
                return CannotWrite(path, exception);
            }
        }
    }

    /// <summary>Makes no more, and removes the segments that were made ahead. Nobody may be taking one.</summary>
    public void Dispose()
    {
        _finishing = true;
        _taken.Set();
        _thread.Join();
        _taken.Dispose();
        foreach (var segment in _ready)
        {
            segment.Unmap();
            DeleteUnfinished(segment.Path);
        }
    }

    private void Work()
    {
        while (!_finishing)
        {
            // Where there is no room, whoever needs it tries again and tells.
            if (!TryPrepare())
                _taken.WaitOne();
        }
    }

    /// <summary>Makes a segment that is ready then, while others may be taken. False where enough are, or there is no room.</summary>
    private bool TryPrepare()
    {
        lock (_gate)
        {
            if (_ready.Count >= _wanted)
                return false;
            _isMaking = true;
        }

        var (made, _) = TryMake();
        lock (_gate)
        {
            if (made is not null)
                _ready.Enqueue(made);
            _isMaking = false;
            Monitor.PulseAll(_gate);
        }

        return made is not null;
    }

    /// <summary>Makes the next segment. Nobody else may be making one.</summary>
    private (Segment? Made, SpoolFailure? Failure) TryMake()
    {
        try
        {
            if (_folder.Bytes() + SpoolFormat.FileLength(_header.Slots) > _mostBytes)
                return (null, LimitReached());
            var made = Segment.Create(_folder, _nextNumber, _header);
            _nextNumber++;
            return (made, null);
        }
        catch (Exception exception) when (SpoolErrors.IsEnvironmental(exception))
        {
            return (null, CannotWrite(_folder.Path, exception));
        }
    }

    private SpoolFailure LimitReached() => new(SpoolDropReason.Limit, SpoolErrors.LimitReached(_folder.Path, _mostBytes).Diagnostics[0]);

    private static SpoolFailure CannotWrite(string path, Exception exception) =>
        new(SpoolDropReason.Disk, SpoolErrors.CannotWrite(path, exception).Diagnostics[0]);

    private static void DeleteUnfinished(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (SpoolErrors.IsEnvironmental(exception))
        {
            // It is deleted with the spool.
        }
    }
}
