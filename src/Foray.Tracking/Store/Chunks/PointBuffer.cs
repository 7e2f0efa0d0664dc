namespace Foray.Tracking.Store.Chunks;

/// <summary>Consecutive points as columns that grow.</summary>
internal sealed class PointBuffer
{
    private long[] _steps = new long[ChunkCodec.ChunkSize];
    private long[] _times = new long[ChunkCodec.ChunkSize];
    private double[] _values = new double[ChunkCodec.ChunkSize];

    public int Count { get; private set; }

    public ReadOnlySpan<long> Steps => _steps.AsSpan(0, Count);

    public ReadOnlySpan<long> Times => _times.AsSpan(0, Count);

    public ReadOnlySpan<double> Values => _values.AsSpan(0, Count);

    public void Clear() => Truncate(0);

    /// <summary>Forgets all but the first points.</summary>
    public void Truncate(int count) => Count = count;

    public void Add(ReadOnlySpan<long> steps, ReadOnlySpan<long> times, ReadOnlySpan<double> values)
    {
        var columns = Extend(values.Length);
        steps.CopyTo(columns.Steps);
        times.CopyTo(columns.Times);
        values.CopyTo(columns.Values);
    }

    public void Add(long step, long time, double value)
    {
        var at = Grow(1);
        (_steps[at], _times[at], _values[at]) = (step, time, value);
    }

    /// <summary>Makes room for points, which the caller writes into the columns that it gets.</summary>
    public PointColumns Extend(int count)
    {
        var at = Grow(count);
        return new PointColumns(_steps.AsSpan(at, count), _times.AsSpan(at, count), _values.AsSpan(at, count));
    }

    public PointBlock ToBlock(Series series) =>
        new(series.Run, series.Name, series.Type, Steps.ToArray(), Times.ToArray(), Values.ToArray()) { Source = series.Source };

    private int Grow(int count)
    {
        var at = Count;
        Count += count;
        if (Count > _values.Length)
        {
            var capacity = Math.Max(Count, 2 * _values.Length);
            Array.Resize(ref _steps, capacity);
            Array.Resize(ref _times, capacity);
            Array.Resize(ref _values, capacity);
        }

        return at;
    }
}
