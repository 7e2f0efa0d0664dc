using Foray.Tracking.Store;

namespace Foray.Tracking.Tests.Store;

/// <summary>A series as a plain list, and what a store should say of it.</summary>
internal sealed class SeriesModel
{
    public List<(long Step, long Time, double Value)> Points { get; } = [];

    public void Add(PointBlock block)
    {
        for (var i = 0; i < block.Values.Length; i++)
            Points.Add((block.Steps.Span[i], block.Times.Span[i], block.Values.Span[i]));
    }

    public List<(long Step, long Time, double Value)> In(PlotAxis axis, AxisRange? range) =>
        range is not { } part ? Points : [.. Points.Where((_, index) => PlaceOf(index, axis) is { } place && part.Contains(place))];

    public void AssertSeries(Series series)
    {
        var numbers = Points.Select(point => point.Value).Where(value => !double.IsNaN(value)).ToList();
        Assert.Equal((Points.Count, Points.Count - numbers.Count), (series.Count, series.NanCount));
        Assert.Equal(Points[0].Value, series.First);
        Assert.Equal(Points[^1].Value, series.Last);
        Assert.Equal(numbers.Count == 0 ? double.NaN : numbers.Min(), series.Min);
        Assert.Equal(numbers.Count == 0 ? double.NaN : numbers.Max(), series.Max);
        AssertNear(numbers.Sum(), series.Sum, numbers.Sum(Math.Abs));
        Assert.Equal(Points[^1].Step == PointBlock.NoStep ? null : Points[^1].Step, series.LastStep);
        Assert.Equal(Points[^1].Time, series.LastTime);
        Assert.Equal(new AxisRange(Points.Min(point => point.Time), Points.Max(point => point.Time)), series.Times);
        var steps = Points.Where(point => point.Step != PointBlock.NoStep).Select(point => point.Step).ToList();
        Assert.Equal(steps.Count == 0 ? null : new AxisRange(steps.Min(), steps.Max()), series.Steps);
    }

    public void AssertPlot(Plot plot)
    {
        var expected = new List<double>[plot.Pixels.Count];
        for (var index = 0; index < Points.Count; index++)
        {
            if (PlaceOf(index, plot.Axis) is { } place && plot.Range.Contains(place))
                (expected[PixelOf(place, plot)] ??= []).Add(Points[index].Value);
        }

        for (var pixel = 0; pixel < expected.Length; pixel++)
            AssertPixel(expected[pixel] ?? [], plot.Pixels[pixel]);
        var shown = expected.Sum(values => values?.Count ?? 0);
        Assert.Equal(shown > 0 && shown <= plot.Pixels.Count, plot.Points is not null);
    }

    private long? PlaceOf(int index, PlotAxis axis) => axis switch
    {
        PlotAxis.Index => index,
        PlotAxis.Time => Points[index].Time,
        _ => Points[index].Step == PointBlock.NoStep ? null : Points[index].Step,
    };

    private static int PixelOf(long place, Plot plot) =>
        (int)(((Int128)place - plot.Range.From) * plot.Pixels.Count / ((Int128)plot.Range.To - plot.Range.From + 1));

    private static void AssertPixel(List<double> values, PlotPixel pixel)
    {
        var numbers = values.Where(value => !double.IsNaN(value)).ToList();
        Assert.Equal((values.Count, values.Count - numbers.Count), (pixel.Count, pixel.NanCount));
        Assert.Equal(numbers.Count == 0 ? double.NaN : numbers.Min(), pixel.Min);
        Assert.Equal(numbers.Count == 0 ? double.NaN : numbers.Max(), pixel.Max);
        Assert.Equal(values.Count == 0 ? double.NaN : values[0], pixel.First);
        Assert.Equal(values.Count == 0 ? double.NaN : values[^1], pixel.Last);
    }

    private static void AssertNear(double expected, double found, double scale)
    {
        if (double.IsFinite(expected))
            Assert.True(Math.Abs(expected - found) <= scale * 1e-12, $"{found} instead of {expected}");
        else
            Assert.Equal(expected, found);
    }
}
