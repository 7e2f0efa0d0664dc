namespace Foray.Tracking.Runs;

/// <summary>
/// The time in nanoseconds since 1970, for the price of one look at the counter of ticks: the wall clock is looked at once a second.
/// </summary>
internal sealed class UnixClock
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int NanosecondsPerTick = 100;
    private const int Attempts = 3;

    private readonly TimeProvider _time;
    private readonly long _nanosecondsPerCount;
    private long _anchored;
    private long _offset;

    public UnixClock(TimeProvider time)
    {
        _time = time;
        // 1 on Unix, and 100 with clocks of .NET's ticks.
        _nanosecondsPerCount = NanosecondsPerSecond / time.TimestampFrequency;
        Anchor(Count());
    }

    public long Now()
    {
        var count = Count();
        if (count - Volatile.Read(ref _anchored) >= NanosecondsPerSecond)
            Anchor(count);
        return count + Volatile.Read(ref _offset);
    }

    private long Count() => _time.GetTimestamp() * _nanosecondsPerCount;

    /// <summary>Takes the best of a few looks: this thread may be interrupted between those at the two clocks.</summary>
    private void Anchor(long count)
    {
        Volatile.Write(ref _anchored, count);
        var (best, offset) = (long.MaxValue, 0L);
        for (var i = 0; i < Attempts; i++)
        {
            var before = Count();
            var wall = (_time.GetUtcNow().Ticks - DateTimeOffset.UnixEpoch.Ticks) * NanosecondsPerTick;
            var after = Count();
            if (after - before < best)
                (best, offset) = (after - before, wall - before - (after - before) / 2);
        }

        Volatile.Write(ref _offset, offset);
    }
}
