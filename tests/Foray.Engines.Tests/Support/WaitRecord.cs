using System.Collections.Concurrent;

namespace Foray.Engines.Tests.Support;

/// <summary>Time in which every wait is written down.</summary>
/// <param name="passes">True where a wait is over at once, false where it never is.</param>
internal sealed class WaitRecord(bool passes) : TimeProvider
{
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    /// <summary>Ends when the first wait has begun.</summary>
    public Task FirstWait => _first.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Enqueue(dueTime);
        _first.TrySetResult();
        return System.CreateTimer(callback, state, passes ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, period);
    }
}
