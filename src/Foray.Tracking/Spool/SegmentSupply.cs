namespace Foray.Tracking.Spool;

/// <summary>
/// Makes room: the next segment before it is needed, on a thread of its own (the caller's thread pool may be what waits for it), and files for large content.
/// </summary>
internal sealed class SegmentSupply : IDisposable
{
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _taken = new(initialState: true);
    private readonly SpoolFolder _folder;
    private readonly SpoolHeader _header;
    private readonly long _mostBytes;
    private readonly Thread _thread;
    private Segment? _next;
    private long _nextNumber = 1;
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
            var failure = TryMake();
            next = _next;
            _next = null;
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

    /// <summary>Makes no more, and removes the segment that was made ahead. Nobody may be taking one.</summary>
    public void Dispose()
    {
        _finishing = true;
        _taken.Set();
        _thread.Join();
        _taken.Dispose();
        if (_next is null)
            return;
        _next.Unmap();
        DeleteUnfinished(_next.Path);
    }

    private void Work()
    {
        while (!_finishing)
        {
            // Where there is no room, whoever needs it tries again and tells.
            lock (_gate)
                _ = TryMake();
            _taken.WaitOne();
        }
    }

    /// <summary>Makes the next segment, where it is not there yet.</summary>
    private SpoolFailure? TryMake()
    {
        if (_next is not null)
            return null;
        try
        {
            if (_folder.Bytes() + SpoolFormat.FileLength(_header.Slots) > _mostBytes)
                return LimitReached();
            _next = Segment.Create(_folder, _nextNumber, _header);
            _nextNumber++;
            return null;
        }
        catch (Exception exception) when (SpoolErrors.IsEnvironmental(exception))
        {
            return CannotWrite(_folder.Path, exception);
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
