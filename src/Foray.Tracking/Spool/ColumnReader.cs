using Foray.Sdk.Tracking;
using Foray.Tracking.Store;

namespace Foray.Tracking.Spool;

/// <summary>Sorts records into columns.</summary>
internal sealed class ColumnReader(long sequenceBase, ColumnMemory memory) : IRecordVisitor
{
    private readonly List<RunChange> _changes = [];
    private readonly Dictionary<SeriesDefinition, SeriesColumns> _series = new(ReferenceEqualityComparer.Instance);
    private SeriesDefinition? _lastSeries;
    private SeriesColumns? _lastColumns;

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

    private SeriesColumns Find(SeriesDefinition series)
    {
        if (!_series.TryGetValue(series, out var columns))
            _series.Add(series, columns = memory.Take());
        return columns;
    }
}
