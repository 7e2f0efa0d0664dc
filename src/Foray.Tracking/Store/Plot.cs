namespace Foray.Tracking.Store;

/// <summary>A series as a picture of a given width shows it.</summary>
/// <param name="Axis">What it is laid out by.</param>
/// <param name="Range">What it shows: pixel <c>i</c> of <c>n</c> has the points whose distance <c>d</c> from the range's begin is such that <c>i = floor(d * n / length)</c>, where the length counts both ends.</param>
/// <param name="Pixels">One for each column, empty ones included.</param>
public sealed record Plot(PlotAxis Axis, AxisRange Range, IReadOnlyList<PlotPixel> Pixels)
{
    /// <summary>The points themselves, in the order in which they were logged, where they are not more than pixels. Default: null, they are more, or there is none.</summary>
    public PointBlock? Points { get; init; }
}
