using Foray.Storage;

namespace Foray.Tracking.Spool;

/// <summary>Seals segments that are full, on a thread of its own: it waits for the disk.</summary>
internal sealed class SegmentSealer : IDisposable
{
    /// <summary>Time until a segment is looked at again in which somebody is still writing.</summary>
    private static readonly TimeSpan Recheck = TimeSpan.FromMilliseconds(10);

    /// <summary>Longest time that the end waits for those who are still writing.</summary>
    private static readonly TimeSpan LongestFinish = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly AutoResetEvent _added = new(initialState: false);
    private readonly Queue<Segment> _full = new();
    private readonly SpoolFolder _folder;
    private readonly int _slots;
    private readonly Thread _thread;
    private Segment? _lastFull;
    private volatile bool _finishing;

    public SegmentSealer(SpoolFolder folder, int slots)
    {
        (_folder, _slots) = (folder, slots);
        _thread = new Thread(Work) { IsBackground = true, Name = "Foray spool sealer" };
        _thread.Start();
    }

    /// <summary>Takes a full segment. The last one may be told again.</summary>
    public void Add(Segment full)
    {
        lock (_gate)
        {
            if (full == _lastFull)
                return;
            _full.Enqueue(_lastFull = full);
        }

        _added.Set();
    }

    /// <summary>Seals all segments, the last too, however full it is.</summary>
    public void Finish(Segment last)
    {
        var used = last.Close();
        _finishing = true;
        _added.Set();
        _thread.Join();
        foreach (var segment in _full)
            SealWhenWritten(segment, _slots);
        if (last != _lastFull)
            SealWhenWritten(last, used);
    }

    public void Dispose() => _added.Dispose();

    private void Work()
    {
        while (!_finishing)
        {
            var isBehind = !TrySealAll();
            _added.WaitOne(isBehind ? Recheck : Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>False where somebody is still writing to a full segment.</summary>
    private bool TrySealAll()
    {
        while (true)
        {
            Segment? segment;
            lock (_gate)
                _full.TryPeek(out segment);
            if (segment is null)
                return true;
            if (!segment.IsCommitted(_slots))
                return false;
            Seal(segment, _slots);
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
        catch (Exception exception) when (SpoolErrors.IsEnvironmental(exception))
        {
            // Without its seal it is read as that of a process that was killed.
        }

        segment.Unmap();
    }
}
