namespace Foray.Tracking.Store.Chunks;

/// <summary>Room for points. All columns have the same length.</summary>
internal readonly ref struct PointColumns(Span<long> steps, Span<long> times, Span<double> values)
{
    public Span<long> Steps { get; } = steps;

    public Span<long> Times { get; } = times;

    public Span<double> Values { get; } = values;
}
