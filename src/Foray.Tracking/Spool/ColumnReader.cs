using Foray.Sdk.Tracking;
using Foray.Tracking.Store;

namespace Foray.Tracking.Spool;

/// <summary>Sorts records into columns.</summary>
internal sealed class ColumnReader(long sequenceBase) : IRecordVisitor
{
    private readonly List<RunChange> _changes = [];
    private readonly Dictionary<SeriesDefinition, Columns> _series = new(ReferenceEqualityComparer.Instance);
    private SeriesDefinition? _lastSeries;
    private Columns? _lastColumns;

    public SpoolColumns Result => new(_changes, [.. _series.Select(series => series.Value.ToBlock(series.Key))]);

    public void Point(long position, SeriesDefinition series, long step, long time, double value)
    {
        if (!ReferenceEquals(series, _lastSeries))
            (_lastSeries, _lastColumns) = (series, Find(series));
        _lastColumns!.Add(step, time, value);
    }

    public void Record(long position, RecordKind kind, long time, ReadOnlySpan<byte> content) => _changes.Add(Change(kind, time, content, sequenceBase + position));

    /// <exception cref="FormatException">The content is not what the kind of record has.</exception>
    public static RunChange Change(RecordKind kind, long time, ReadOnlySpan<byte> content, long sequence) => kind switch
    {
        RecordKind.RunBegan => RecordReader.Began(content),
        RecordKind.RunFinished => RecordReader.Finished(content, time),
        RecordKind.Artifact => RecordReader.Artifact(content),
        RecordKind.Metric => Change(RecordReader.Metric(content, time, sequence)),
        _ => throw new FormatException(),
    };

    private static RunChange Change(Metric metric) => metric.Type switch
    {
        MetricType.Parameter => new ParameterSet(metric.Run, metric.Name, metric.Text ?? throw new FormatException()),
        MetricType.Tag => new TagSet(metric.Run, metric.Name, metric.Text),
        _ => new MetricLogged(metric),
    };

    private Columns Find(SeriesDefinition series)
    {
        if (!_series.TryGetValue(series, out var columns))
            _series.Add(series, columns = new Columns());
        return columns;
    }

    private sealed class Columns
    {
        private long[] _steps = new long[16];
        private long[] _times = new long[16];
        private double[] _values = new double[16];
        private int _count;

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
}
