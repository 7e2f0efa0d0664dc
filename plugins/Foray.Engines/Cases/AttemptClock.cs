namespace Foray.Engines.Cases;

/// <summary>The time that the scripts of one attempt have together.</summary>
internal sealed class AttemptClock : IDisposable
{
    /// <summary>Longest time of a timer of .NET, about 49 days; who allows more than that means no limit.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly CancellationToken _run;
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource? _either;

    public AttemptClock(TimeSpan? limit, TimeProvider time, CancellationToken run)
    {
        (_run, Limit) = (run, limit);
        if (limit is not { } longest || longest > LongestTimer)
            return;
        _timer = new CancellationTokenSource(longest, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, run);
    }

    /// <summary>The time as it was given; null where there is no limit.</summary>
    public TimeSpan? Limit { get; }

    /// <summary>Cancelled when the time is up, or the run has to end.</summary>
    public CancellationToken Token => _either?.Token ?? _run;

    /// <summary>True where the time is up, and not because the run has to end.</summary>
    public bool IsOver => _timer is { IsCancellationRequested: true } && !_run.IsCancellationRequested;

    public void Dispose()
    {
        _either?.Dispose();
        _timer?.Dispose();
    }
}
