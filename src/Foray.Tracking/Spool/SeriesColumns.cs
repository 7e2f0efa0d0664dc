using Foray.Tracking.Store;

namespace Foray.Tracking.Spool;

/// <summary>The points of one series as columns that grow.</summary>
internal sealed class SeriesColumns
{
    private long[] _steps = new long[16];
    private long[] _times = new long[16];
    private double[] _values = new double[16];
    private int _count;

    /// <summary>Points that there is room for.</summary>
    public int Capacity => _values.Length;

    public void Clear() => _count = 0;

    public void Add(long step, long time, double value)
    {
        if (_count == _steps.Length)
            Grow();
        _steps[_count] = step;
        _times[_count] = time;
        _values[_count] = value;
        _count++;
    }

    public PointBlock ToBlock(SeriesDefinition series) =>
        new(series.Run, series.Name, series.Type, _steps.AsMemory(0, _count), _times.AsMemory(0, _count), _values.AsMemory(0, _count)) { Source = series.Source };

    private void Grow()
    {
        Array.Resize(ref _steps, 2 * _count);
        Array.Resize(ref _times, 2 * _count);
        Array.Resize(ref _values, 2 * _count);
    }
}
