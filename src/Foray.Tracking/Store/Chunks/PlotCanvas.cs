namespace Foray.Tracking.Store.Chunks;

/// <summary>Collects the points of a series in the pixels of a plot, in any order.</summary>
internal sealed class PlotCanvas(PlotAxis axis, PixelScale scale)
{
    private readonly Pixel[] _pixels = new Pixel[scale.Pixels];
    private readonly AxisRange _shown = PointPlaces.Within(axis, scale.Range);

    /// <summary>What it looks at besides values.</summary>
    public ChunkColumns Columns => axis switch
    {
        PlotAxis.Index => ChunkColumns.None,
        PlotAxis.Time => ChunkColumns.Times,
        _ => ChunkColumns.Steps,
    };

    /// <summary>Number of points so far.</summary>
    public long Count { get; private set; }

    /// <summary>Adds points that are known as a whole.</summary>
    /// <param name="summary">What they come to.</param>
    /// <param name="index">Number of the first one in the series.</param>
    /// <returns>False where they have to be looked at more closely, and nothing was added: some fall into another pixel, or out of the plot.</returns>
    public bool TryAdd(in PointSummary summary, long index)
    {
        if (summary.RangeOn(axis, index) is not { } points || points.From > scale.Range.To || points.To < scale.Range.From)
            return true;
        if (axis == PlotAxis.Step && summary.StepLess > 0)
            return false;
        if (points.From < scale.Range.From || points.To > scale.Range.To || !scale.AroundOf(points.From, out var pixel).Contains(points.To))
            return false;
        Count += summary.Count;
        _pixels[pixel].Add(summary, index);
        return true;
    }

    /// <summary>Adds points.</summary>
    /// <param name="points">The points.</param>
    /// <param name="index">Number of the first one in the series.</param>
    public void Add(PointBuffer points, long index)
    {
        var places = new PointPlaces(axis, points, index);
        for (var at = 0; at < points.Count;)
        {
            if (!_shown.Contains(places[at]))
            {
                at++;
                continue;
            }

            var inPixel = PointPlaces.Within(axis, scale.AroundOf(places[at], out var pixel));
            var end = at + 1;
            while (end < points.Count && inPixel.Contains(places[end]))
                end++;
            _pixels[pixel].Add(points.Values[at..end], index + at);
            Count += end - at;
            at = end;
        }
    }

    public IReadOnlyList<PlotPixel> ToPixels() => Array.ConvertAll(_pixels, pixel => pixel.ToPublic());

    private struct Pixel
    {
        private long _count;
        private long _nans;
        private long _firstAt;
        private long _lastAt;
        private double _min;
        private double _max;
        private double _first;
        private double _last;

        public void Add(in PointSummary summary, long index)
        {
            AddEnds(summary.First, index, summary.Last, index + summary.Count - 1);
            (_min, _max) = (double.MinNumber(_min, summary.Min), double.MaxNumber(_max, summary.Max));
            _count += summary.Count;
            _nans += summary.Nans;
        }

        public void Add(ReadOnlySpan<double> values, long index)
        {
            AddEnds(values[0], index, values[^1], index + values.Length - 1);
            _count += values.Length;
            foreach (var value in values)
            {
                if (double.IsNaN(value))
                {
                    _nans++;
                    continue;
                }

                // Also true as long as there is no other: nothing compares with NaN.
                if (!(value >= _min))
                    _min = value;
                if (!(value <= _max))
                    _max = value;
            }
        }

        public readonly PlotPixel ToPublic() => _count == 0
            ? new PlotPixel(0, 0, double.NaN, double.NaN, double.NaN, double.NaN)
            : new PlotPixel(_count, _nans, _min, _max, _first, _last);

        private void AddEnds(double first, long firstAt, double last, long lastAt)
        {
            if (_count == 0)
                (_min, _max) = (double.NaN, double.NaN);
            if (_count == 0 || firstAt < _firstAt)
                (_first, _firstAt) = (first, firstAt);
            if (_count == 0 || lastAt > _lastAt)
                (_last, _lastAt) = (last, lastAt);
        }
    }
}
