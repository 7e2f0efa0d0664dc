using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Tracking.Tests.Collecting;

/// <summary>A time that stands until somebody is known to wait, and then goes on by as long as they wait: so nobody else's wait ends by it.</summary>
internal sealed class WatchedTime : FakeTimeProvider
{
    /// <summary>Ends a test in which something hangs.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<TimeSpan, int> _waits = new();
    private readonly ConcurrentDictionary<TimeSpan, int> _passed = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.AddOrUpdate(dueTime, 1, (_, count) => count + 1);
        return timer;
    }

    /// <summary>Waits for the next one who waits for so long, and lets the time pass.</summary>
    public async Task PassAsync(TimeSpan wait)
    {
        var number = _passed.AddOrUpdate(wait, 1, (_, count) => count + 1);
        using var limit = new CancellationTokenSource(Hang);
        while (_waits.GetValueOrDefault(wait) < number)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Advance(wait);
    }
}
