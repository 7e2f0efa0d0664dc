namespace Foray.Tracking.Spool;

/// <summary>Columns that are used for one page after the other: memory that has not been used before costs more than to fill it.</summary>
internal sealed class ColumnMemory
{
    /// <summary>Points that there is room for in columns which are kept although nobody uses them.</summary>
    private const int MostSpare = 1024 * 1024;

    private readonly List<SeriesColumns> _used = [];
    private readonly Queue<SeriesColumns> _spare = new();
    private int _spareCapacity;

    /// <summary>Columns without points.</summary>
    public SeriesColumns Take()
    {
        if (_spare.TryDequeue(out var columns))
            _spareCapacity -= columns.Capacity;
        else
            columns = new SeriesColumns();
        _used.Add(columns);
        return columns;
    }

    /// <summary>Takes all columns back; what was read into them is no longer valid.</summary>
    public void Reclaim()
    {
        // In the order in which they were given: the next page often has as many points of the same series in the same order.
        foreach (var columns in _used)
        {
            if (_spareCapacity + columns.Capacity > MostSpare)
                break;
            columns.Clear();
            _spare.Enqueue(columns);
            _spareCapacity += columns.Capacity;
        }

        _used.Clear();
    }
}
