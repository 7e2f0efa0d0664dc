namespace Foray.Tracking.Store.Chunks;

/// <summary>Points as they lie on an axis, in a range of it.</summary>
internal readonly record struct AxisView(PlotAxis Axis, AxisRange Range)
{
    /// <summary>Where a point is on the axis.</summary>
    /// <param name="points">The points.</param>
    /// <param name="index">Number of the first of them in the series.</param>
    /// <param name="at">Which of them.</param>
    public long PlaceOf(PointBuffer points, long index, int at) => Axis switch
    {
        PlotAxis.Index => index + at,
        PlotAxis.Time => points.Times[at],
        _ => points.Steps[at],
    };

    /// <summary>Whether a point at a place is on the axis, and in the range.</summary>
    public bool Shows(long place) => Range.Contains(place) && !(Axis == PlotAxis.Step && place == PointBlock.NoStep);
}
