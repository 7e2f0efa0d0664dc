namespace Foray.Sdk.Agents;

/// <summary>
/// Gives a loop a steady rate: each wait ends at the next beat, however long the work between them took. Beats that passed during the work are left out, never
/// made up for. One loop uses it.
/// </summary>
public sealed class Pacemaker
{
    /// <summary>Highest rate: 1,000 beats in a second.</summary>
    public const double HighestRate = 1000;

    /// <summary>Seconds that a beat may be early: sums of floating-point numbers are not exact.</summary>
    private const double Earliness = 1e-5;

    private const double LongestDelay = 3600;

    private readonly TimeProvider _time;
    private readonly bool _isQuantized;
    private readonly double _interval;
    private readonly long _started;

    /// <summary>The first beat is one interval from now, or at the next whole multiple of the interval where it is quantized.</summary>
    /// <param name="rate">Beats in a second, more than 0 and at most <see cref="HighestRate"/>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isQuantized">True for beats at whole multiples of the interval since the Unix epoch, so that those of several agents fall together. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is out of its range.</exception>
    public Pacemaker(double rate, TimeProvider time, bool isQuantized = false)
    {
        if (rate is not (> 0 and <= HighestRate))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, $"a rate is more than 0 and at most {HighestRate} in a second");
        (_time, _isQuantized, _interval) = (time, isQuantized, 1 / rate);
        _started = time.GetTimestamp();
    }

    /// <summary>Waits for the next beat; where beats have passed since the last call, for the one after them.</summary>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var next = Math.Floor((Elapsed() + Earliness) / _interval) + 1;
        // A timer may fire a little early. More than an interval is left only where the clock was set back: that beat will not come.
        while ((next * _interval) - Elapsed() is var left && left > Earliness && left <= _interval + Earliness)
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min(left, LongestDelay) * 1000)), _time, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private double Elapsed() =>
        _isQuantized ? (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds : _time.GetElapsedTime(_started).TotalSeconds;
}
