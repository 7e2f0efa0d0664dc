namespace Foray.Integrations;

/// <summary>Does something again and again, and a last time when it is disposed; never twice at once, and never after that.</summary>
internal sealed class Rounds : IDisposable
{
    /// <summary>A timer takes nothing shorter than a millisecond.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private Action? _round;
    private Action? _end;

    /// <summary>Begins.</summary>
    /// <param name="time">The time.</param>
    /// <param name="interval">Time from one round to the next.</param>
    /// <param name="round">What to do; throws nothing.</param>
    /// <param name="end">What to do after the last round.</param>
    public Rounds(TimeProvider time, TimeSpan interval, Action round, Action end)
    {
        (_round, _end) = (round, end);
        var real = interval < Shortest ? Shortest : interval;
        _timer = time.CreateTimer(static state => ((Rounds)state!).Go(), this, real, real);
    }

    /// <summary>Does the last round, and ends. Safe to repeat.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            _round?.Invoke();
            _end?.Invoke();
            // Whoever keeps this keeps nothing of what it worked for.
            (_round, _end) = (null, null);
        }
    }

    // A round that takes longer than the interval swallows those that are due meanwhile.
    private void Go()
    {
        if (!_lock.TryEnter())
            return;
        try
        {
            _round?.Invoke();
        }
        finally
        {
            _lock.Exit();
        }
    }
}
