using Foray.Storage;

namespace Foray.Tracking.Spool;

/// <summary>
/// Makes segments before they are needed and seals them when they are full, on a thread of its own: the caller's thread pool may be what waits for room.
/// </summary>
internal sealed class SegmentKeeper : IDisposable
{
    /// <summary>Time until a full segment is looked at again in which somebody is still writing.</summary>
    private static readonly TimeSpan Recheck = TimeSpan.FromMilliseconds(10);

    /// <summary>Longest time that <see cref="Finish"/> waits for those who are still writing.</summary>
    private static readonly TimeSpan LongestFinish = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly AutoResetEvent _work = new(initialState: true);
    private readonly Queue<Segment> _full = new();
    private readonly SpoolFolder _folder;
    private readonly SpoolHeader _header;
    private readonly long _mostBytes;
    private readonly Thread _thread;
    private Segment? _lastFull;
    private Segment? _next;
    private long _nextNumber = 1;
    private volatile bool _finishing;

    public SegmentKeeper(SpoolFolder folder, SpoolHeader header, long mostBytes)
    {
        (_folder, _header, _mostBytes) = (folder, header, mostBytes);
        _thread = new Thread(Work) { IsBackground = true, Name = "Foray spool" };
        _thread.Start();
    }

    /// <summary>Takes a full segment, and gives the next one: made already, or now.</summary>
    /// <returns>Why there is none; null where there is one.</returns>
    public SpoolFailure? TryAdvance(Segment full, out Segment? next)
    {
        lock (_gate)
        {
            // Sealed also where there is no next one: readers may then delete it, and make room.
            if (full != _lastFull)
                _full.Enqueue(_lastFull = full);
            _work.Set();
            var failure = TryPrepare();
            next = failure is null ? _next : null;
            if (failure is null)
                _next = null;
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

    /// <summary>Seals all segments, the last too, and removes the one that was made ahead.</summary>
    public void Finish(Segment last)
    {
        var used = last.Close();
        _finishing = true;
        _work.Set();
        _thread.Join();
        foreach (var segment in _full)
            SealWhenWritten(segment, _header.Slots);
        if (last != _lastFull)
            SealWhenWritten(last, used);
        if (_next is null)
            return;
        _next.Unmap();
        File.Delete(_next.Path);
    }

    public void Dispose() => _work.Dispose();

    private void Work()
    {
        while (!_finishing)
        {
            lock (_gate)
                _ = TryPrepare();
            var isBehind = !SealFull();
            _work.WaitOne(isBehind ? Recheck : Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Makes the segment behind the current one, where it is not there yet.</summary>
    private SpoolFailure? TryPrepare()
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

    /// <summary>False where somebody is still writing to a full segment.</summary>
    private bool SealFull()
    {
        while (true)
        {
            Segment? segment;
            lock (_gate)
                _full.TryPeek(out segment);
            if (segment is null)
                return true;
            if (!segment.IsCommitted(_header.Slots))
                return false;
            Seal(segment, _header.Slots);
            lock (_gate)
                _full.Dequeue();
        }
    }

    private void SealWhenWritten(Segment segment, long used)
    {
        // A segment that is not written to its end is not sealed, and keeps its memory: somebody may have a pointer into it.
        if (SpinWait.SpinUntil(() => segment.IsCommitted(used), LongestFinish))
            Seal(segment, used);
    }

    private void Seal(Segment segment, long used)
    {
        try
        {
            segment.Seal(used);
            Folder.Flush(_folder.Path);
        }
        catch (IOException)
        {
            // Without its seal it is read as that of a process that was killed.
        }

        segment.Unmap();
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
