using System.Diagnostics.Metrics;

namespace TrackDotnet;

/// <summary>A line that is fitted to points near <c>y = 3x - 1</c> by gradient descent.</summary>
internal sealed class Line
{
    private const int Count = 200;

    private static readonly Meter Meter = new("Line");
    private static readonly Counter<long> Steps = Meter.CreateCounter<long>("steps");

    private readonly (double X, double Y)[] _points;
    private double _offset;

    public Line()
    {
        var random = new Random(1);
        _points = [.. Enumerable.Range(0, Count).Select(_ => random.NextDouble()).Select(x => (x, 3 * x - 1 + 0.1 * (random.NextDouble() - 0.5)))];
    }

    public double Slope { get; private set; }

    /// <summary>Goes one step down.</summary>
    /// <returns>The mean square error before it.</returns>
    public double Improve(double rate)
    {
        var (error, slope, offset) = (0.0, 0.0, 0.0);
        foreach (var (x, y) in _points)
        {
            var miss = Slope * x + _offset - y;
            error += miss * miss / Count;
            slope += 2 * miss * x / Count;
            offset += 2 * miss / Count;
        }

        (Slope, _offset) = (Slope - rate * slope, _offset - rate * offset);
        Steps.Add(1);
        return error;
    }
}
