using System.Runtime.InteropServices;

namespace Foray.Tracking.Runs;

/// <summary>Makes the times of consecutive points of a series differ, in nanoseconds since 1970. Safe to use from several threads.</summary>
internal sealed class SeriesTimes(UnixClock clock)
{
    private const int RepeatBits = 24;
    private const ulong RepeatMask = (1UL << RepeatBits) - 1;
    private const ulong TimeMask = (1UL << (64 - RepeatBits)) - 1;

    private State _state;

    /// <summary>The number of the next point that is given no step, from 0.</summary>
    public long NextStep() => Interlocked.Increment(ref _state.Steps) - 1;

    /// <summary>The time now; where the clock shows none later than at the last call, the nanosecond behind that.</summary>
    public long Now()
    {
        var now = clock.Now();
        var last = Volatile.Read(ref _state.LastNow);
        while (true)
        {
            var unique = now > last ? now : last + 1;
            var seen = Interlocked.CompareExchange(ref _state.LastNow, unique, last);
            if (seen == last)
                return unique;
            last = seen;
        }
    }

    /// <summary>A time that is given: as it is; where it is that of the last call, or one given out for it, the nanosecond behind those.</summary>
    public long Given(long time)
    {
        var last = Volatile.Read(ref _state.LastGiven);
        while (true)
        {
            var (unique, next) = Next(time, last);
            var seen = Interlocked.CompareExchange(ref _state.LastGiven, next, last);
            if (seen == last)
                return unique;
            last = seen;
        }
    }

    /// <summary>
    /// The state is one word: the lower 40 bits of the time that was given, and how many times were given out for it. Two times that only look alike are
    /// exact multiples of 18 minutes and a fraction to the nanosecond apart; the second one then gets a few nanoseconds more than it needs.
    /// </summary>
    private static (long Unique, ulong State) Next(long time, ulong state)
    {
        var uses = state & RepeatMask;
        var since = ((ulong)time - (state >> RepeatBits)) & TimeMask;
        if (since >= uses)
            return (time, (ulong)time << RepeatBits | 1);
        var unique = time - (long)since + (long)uses;
        return uses < RepeatMask ? (unique, state + 1) : (unique, (ulong)unique << RepeatBits | 1);
    }

    /// <summary>Has its cache lines for itself: series that are logged by different threads are often made together.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 152)]
    private struct State
    {
        [FieldOffset(64)]
        public long Steps;

        [FieldOffset(72)]
        public long LastNow;

        [FieldOffset(80)]
        public ulong LastGiven;
    }
}
