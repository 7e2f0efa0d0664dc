using CsCheck;
using Foray.Sdk.Agents;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Sdk.Tests.Agents;

public sealed class PacemakerTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1_600_000_000_130);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_beats_in_a_second_come_within_a_fifth_of_their_time_however_long_the_work_takes()
    {
        var time = new FakeTimeProvider(Start);
        var pace = new Pacemaker(5, time);
        var beats = new List<double>();
        for (var beat = 0; beat < 10; beat++)
        {
            await NextAsync(pace, time, TimeSpan.FromMilliseconds(10));
            beats.Add((time.GetUtcNow() - Start).TotalSeconds);
            time.Advance(TimeSpan.FromMilliseconds(beat * 13));
        }

        Assert.All(beats.Index(), beat => Assert.Equal((beat.Index + 1) * 0.2, beat.Item, 0.04));
    }

    [Fact]
    public async Task Quantized_beats_fall_on_multiples_of_the_interval()
    {
        var time = new FakeTimeProvider(Start);
        var pace = new Pacemaker(4, time, isQuantized: true);

        await NextAsync(pace, time, TimeSpan.FromMilliseconds(1));
        Assert.Equal(250, time.GetUtcNow().Millisecond);
        await NextAsync(pace, time, TimeSpan.FromMilliseconds(1));
        Assert.Equal(500, time.GetUtcNow().Millisecond);
    }

    [Fact]
    public async Task Beats_that_passed_are_left_out_and_not_made_up_for()
    {
        var time = new FakeTimeProvider(Start);
        var pace = new Pacemaker(1, time);
        time.Advance(TimeSpan.FromSeconds(7.5));

        await NextAsync(pace, time, TimeSpan.FromMilliseconds(100));

        Assert.Equal(Start + TimeSpan.FromSeconds(8), time.GetUtcNow());
        Assert.False(pace.WaitAsync(Token).IsCompleted);
    }

    [Fact]
    public async Task A_wait_can_be_ended()
    {
        using var stop = new CancellationTokenSource();
        var waiting = new Pacemaker(1, new FakeTimeProvider(Start)).WaitAsync(stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(1001)]
    public void A_rate_that_cannot_be_kept_is_refused(double rate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Pacemaker(rate, TimeProvider.System));

    [Fact]
    public Task No_beat_comes_before_its_time_or_twice() => Gen.Select(Gen.Double[0.5, 50], Gen.Bool, Gen.Int[0, 3000].Array[1, 8]).SampleAsync(async (rate, isQuantized, work) =>
    {
        var time = new FakeTimeProvider(Start);
        var pace = new Pacemaker(rate, time, isQuantized);
        var last = Start - TimeSpan.FromDays(1);
        foreach (var milliseconds in work)
        {
            time.Advance(TimeSpan.FromMilliseconds(milliseconds));
            await NextAsync(pace, time, TimeSpan.FromMilliseconds(1));
            var beat = (isQuantized ? time.GetUtcNow() - DateTimeOffset.UnixEpoch : time.GetUtcNow() - Start).TotalSeconds * rate;
            Assert.True(beat - Math.Floor(beat + 1e-3) < (0.003 * rate) + 1e-3, $"a beat at {beat}");
            Assert.True((time.GetUtcNow() - last).TotalSeconds > 0.5e-3);
            last = time.GetUtcNow();
        }
    }, iter: 50);

    /// <summary>Moves the clock until the beat has come.</summary>
    private static async Task NextAsync(Pacemaker pace, FakeTimeProvider time, TimeSpan step)
    {
        var waiting = pace.WaitAsync(Token);
        while (!waiting.IsCompleted)
            time.Advance(step);
        await waiting;
    }
}
