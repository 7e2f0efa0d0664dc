using CsCheck;
using Foray.Sdk.Agents;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Sdk.Tests.Agents;

public sealed class TimeoutLockTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly TimeoutLock _lock;

    public TimeoutLockTests() => _lock = new TimeoutLock(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_at_a_time_holds_it_and_all_can_see_who()
    {
        using (var turn = await AcquireAsync("acq", TimeSpan.Zero))
        {
            Assert.True(turn.IsHeld);
            Assert.Equal("acq", _lock.Holder);
        }

        Assert.Null(_lock.Holder);
    }

    [Fact]
    public async Task Who_is_refused_at_once_is_told_who_holds_it()
    {
        using var held = await AcquireAsync("acq", TimeSpan.Zero);

        using var refused = await AcquireAsync("print", TimeSpan.Zero);

        Assert.False(refused.IsHeld);
        Assert.Equal("acq", refused.Holder);
    }

    [Fact]
    public async Task Who_waits_too_long_is_refused_and_takes_nobody_s_turn()
    {
        var held = await AcquireAsync("acq", TimeSpan.Zero);
        var waiting = AcquireAsync("print", Second);

        _time.Advance(Second);

        Assert.Equal("acq", (await waiting).Holder);
        (await waiting).Dispose();
        held.Dispose();
        Assert.Null(_lock.Holder);
    }

    [Fact]
    public async Task Those_that_wait_get_it_in_their_order()
    {
        var held = await AcquireAsync("acq", TimeSpan.Zero);
        var first = AcquireAsync("first", Timeout.InfiniteTimeSpan);
        var second = AcquireAsync("second", Second);

        held.Dispose();

        Assert.True((await first).IsHeld);
        Assert.False(second.IsCompleted);
        (await first).Dispose();
        Assert.True((await second).IsHeld);
    }

    [Fact]
    public async Task A_cancelled_wait_leaves_the_line()
    {
        using var cancel = new CancellationTokenSource();
        var held = await AcquireAsync("acq", TimeSpan.Zero);
        var waiting = _lock.AcquireAsync("print", Second, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        held.Dispose();
        Assert.Null(_lock.Holder);
    }

    [Fact]
    public async Task A_long_process_lets_others_in_between_two_steps()
    {
        using var process = await AcquireAsync("acq", TimeSpan.Zero);
        var task = AcquireAsync("print", Second);

        var again = process.ReleaseAndAcquireAsync(Second, Token);

        Assert.Equal("print", _lock.Holder);
        Assert.False(again.IsCompleted);
        (await task).Dispose();
        Assert.True(await again);
        Assert.Equal("acq", _lock.Holder);
    }

    [Fact]
    public async Task A_process_that_nobody_waits_for_keeps_its_turn()
    {
        using var process = await AcquireAsync("acq", TimeSpan.Zero);

        Assert.True(await process.ReleaseAndAcquireAsync(TimeSpan.Zero, Token));
        Assert.Equal("acq", _lock.Holder);
    }

    [Fact]
    public async Task A_process_that_does_not_get_it_back_is_told_who_has_it()
    {
        using var process = await AcquireAsync("acq", TimeSpan.Zero);
        var task = AcquireAsync("print", Second);

        var again = process.ReleaseAndAcquireAsync(Second, Token);
        _time.Advance(Second);

        Assert.False(await again);
        Assert.Equal("print", process.Holder);
        await Assert.ThrowsAsync<InvalidOperationException>(() => process.ReleaseAndAcquireAsync(Second, Token));
        (await task).Dispose();
        Assert.Null(_lock.Holder);
    }

    [Fact]
    public async Task A_turn_may_be_let_go_twice_without_ending_another_s()
    {
        var first = await AcquireAsync("first", TimeSpan.Zero);
        first.Dispose();
        using var second = await AcquireAsync("second", TimeSpan.Zero);

        first.Dispose();

        Assert.Equal("second", _lock.Holder);
    }

    /// <summary>Many operations that wait, give up, pass it on and let go: never two hold it, and at the end nobody does.</summary>
    [Fact]
    public async Task Never_two_hold_it() => await Gen.Int[0, 3].Array[2, 12].SampleAsync(async ways =>
    {
        var @lock = new TimeoutLock(TimeProvider.System);
        var holders = 0;
        await Task.WhenAll(ways.Select(way => Task.Run(async () =>
        {
            using var cancel = new CancellationTokenSource();
            if (way == 3)
                cancel.CancelAfter(TimeSpan.FromMilliseconds(1));
            try
            {
                using var turn = await @lock.AcquireAsync("x", way == 0 ? TimeSpan.Zero : way == 1 ? TimeSpan.FromMilliseconds(1) : Timeout.InfiniteTimeSpan, cancel.Token);
                if (!turn.IsHeld)
                    return;
                await UseAsync();
                if (await turn.ReleaseAndAcquireAsync(Timeout.InfiniteTimeSpan, cancel.Token))
                    await UseAsync();
            }
            catch (OperationCanceledException) when (way == 3)
            {
            }
        })));
        Assert.Null(@lock.Holder);

        async Task UseAsync()
        {
            Assert.Equal(1, Interlocked.Increment(ref holders));
            await Task.Yield();
            Interlocked.Decrement(ref holders);
        }
    }, iter: 50);

    private Task<LockTurn> AcquireAsync(string holder, TimeSpan timeout) => _lock.AcquireAsync(holder, timeout, Token);
}
