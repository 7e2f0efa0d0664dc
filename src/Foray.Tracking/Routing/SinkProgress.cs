namespace Foray.Tracking.Routing;

/// <summary>How a sink stands; written by its worker, read by anybody.</summary>
internal sealed class SinkProgress
{
    private readonly Lock _gate = new();
    private readonly List<LedgerLine> _ledger = [];
    private long _delivered;
    private long _dropped;
    private SinkState _state = SinkState.Starting;
    private string? _lastError;

    public (SinkState State, string? LastError) State
    {
        get
        {
            lock (_gate)
                return (_state, _lastError);
        }
    }

    public long Delivered => Interlocked.Read(ref _delivered);

    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>True once it has got all of its spool.</summary>
    public bool IsComplete { get; set; }

    /// <summary>A line for each run that it is done with.</summary>
    public IReadOnlyList<LedgerLine> Ledger
    {
        get
        {
            lock (_gate)
                return [.. _ledger];
        }
    }

    public void Deliver(long count) => Interlocked.Add(ref _delivered, count);

    public void Drop(long count) => Interlocked.Add(ref _dropped, count);

    public void Become(SinkState state, string? error = null)
    {
        lock (_gate)
            (_state, _lastError) = (state, error ?? _lastError);
    }

    public void Finish(LedgerLine line)
    {
        lock (_gate)
            _ledger.Add(line);
    }
}
