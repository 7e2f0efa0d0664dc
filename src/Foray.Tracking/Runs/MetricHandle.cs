using Foray.Tracking.Spool;
using Foray.Tracking.Store;

namespace Foray.Tracking.Runs;

/// <summary>
/// Takes the numbers of one metric of a run. Keep it: a call costs some tens of nanoseconds, allocates nothing and waits for nobody. When it returns, the
/// point survives the end of the process. Safe to use from several threads.
/// </summary>
public sealed class MetricHandle
{
    private const int NanosecondsPerTick = 100;

    private readonly SpoolSeries _series;
    private readonly SeriesTimes _times;

    internal MetricHandle(string name, SpoolSeries series, UnixClock clock) => (Name, _series, _times) = (name, series, new SeriesTimes(clock));

    /// <summary>Name of the metric.</summary>
    public string Name { get; }

    /// <summary>Logs a number now, at the next step: 0, 1, 2 and so on with each call.</summary>
    /// <param name="value">Any number, also NaN and the infinities.</param>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">There is no room (FORAY316), or the run has ended (FORAY320).</exception>
    public void Log(double value) => _series.Append(_times.NextStep(), _times.Now(), value);

    /// <summary>Logs a number now.</summary>
    /// <param name="value">Any number, also NaN and the infinities.</param>
    /// <param name="step">Step of the run; any but the least number there is.</param>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">There is no room (FORAY316), or the run has ended (FORAY320).</exception>
    public void Log(double value, long step)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(step, PointBlock.NoStep);
        _series.Append(step, _times.Now(), value);
    }

    /// <summary>Logs a number of a given time. Where the one before was given the same, it gets the next nanosecond.</summary>
    /// <param name="value">Any number, also NaN and the infinities.</param>
    /// <param name="step">Step of the run; any but the least number there is.</param>
    /// <param name="time">When it was measured, from 1677 to 2262.</param>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">There is no room (FORAY316), or the run has ended (FORAY320).</exception>
    public void Log(double value, long step, DateTimeOffset time)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(step, PointBlock.NoStep);
        Log(value, step, checked((time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * NanosecondsPerTick));
    }

    internal void Log(double value, long step, long unixNanoseconds) => _series.Append(step, _times.Given(unixNanoseconds), value);

    internal void Close() => _series.Close();
}
