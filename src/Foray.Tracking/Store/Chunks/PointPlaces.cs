namespace Foray.Tracking.Store.Chunks;

/// <summary>Where points are on an axis.</summary>
internal readonly ref struct PointPlaces
{
    private readonly ReadOnlySpan<long> _column;
    private readonly long _index;

    /// <param name="axis">The axis.</param>
    /// <param name="points">The points.</param>
    /// <param name="index">Number of the first of them in the series.</param>
    public PointPlaces(PlotAxis axis, PointBuffer points, long index)
    {
        _index = index;
        _column = axis switch
        {
            PlotAxis.Index => default,
            PlotAxis.Time => points.Times,
            _ => points.Steps,
        };
    }

    public long this[int at] => _column.IsEmpty ? _index + at : _column[at];

    /// <summary>The part of a range in which places of the axis can be: a point without a step is nowhere.</summary>
    public static AxisRange Within(PlotAxis axis, AxisRange range) =>
        axis == PlotAxis.Step && range.From == PointBlock.NoStep ? range with { From = range.From + 1 } : range;
}
