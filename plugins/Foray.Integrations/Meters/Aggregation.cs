namespace Foray.Integrations.Meters;

/// <summary>What becomes of the measurements of one series between two reports. Members may be called from several threads at once.</summary>
internal abstract class Aggregation
{
    private readonly Lock _lock = new();

    public void Record(double number)
    {
        lock (_lock)
            Add(number);
    }

    /// <summary>The values to report, each with what stands behind the metric's name and its unit; begins the next interval.</summary>
    /// <param name="unit">Unit of the measurements; empty for none.</param>
    /// <param name="seconds">Length of the interval; 0 where it has none.</param>
    public IReadOnlyList<SeriesValue> Take(string unit, double seconds)
    {
        lock (_lock)
            return [.. Report(unit, seconds)];
    }

    protected abstract void Add(double number);

    protected abstract IEnumerable<SeriesValue> Report(string unit, double seconds);

    /// <summary>An increment, and the rate of it.</summary>
    protected static IEnumerable<SeriesValue> Increment(double increment, string unit, double seconds)
    {
        yield return new SeriesValue("", increment, unit);
        if (seconds > 0)
            yield return new SeriesValue(".rate", increment / seconds, SeriesValue.PerSecond(unit));
    }
}
