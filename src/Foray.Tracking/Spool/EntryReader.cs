using System.Globalization;
using Foray.Sdk.Tracking;
using Foray.Tracking.Store;

namespace Foray.Tracking.Spool;

/// <summary>Makes each record what a backend takes.</summary>
internal sealed class EntryReader(long sequenceBase) : IRecordVisitor
{
    public List<SpoolEntry> Entries { get; } = [];

    public void Point(long position, SeriesDefinition series, long step, long time, double value) =>
        Entries.Add(new SpoolEntry(position, new Metric(series.Run, series.Name, series.Type, RecordReader.Time(time))
        {
            Source = series.Source,
            Sequence = sequenceBase + position,
            UnixNanoseconds = time,
            Step = step == PointBlock.NoStep ? null : step,
            Number = value,
            Tags = series.Tags,
        }, null));

    public void Record(long position, RecordKind kind, long time, ReadOnlySpan<byte> content)
    {
        var change = ColumnReader.Change(kind, time, content, sequenceBase + position);
        var metric = kind == RecordKind.Metric ? RecordReader.Metric(content, time, sequenceBase + position) : null;
        Entries.Add(new SpoolEntry(position, change is ArtifactLogged artifact ? Metric(artifact, time, sequenceBase + position) : metric, change));
    }

    /// <summary>An artifact's content is found by its hash, or where the location says.</summary>
    private static Metric Metric(ArtifactLogged artifact, long time, long sequence)
    {
        var tags = new Dictionary<string, string> { ["sha256"] = artifact.Hash, ["size"] = artifact.Size.ToString(CultureInfo.InvariantCulture) };
        if (artifact.Location is { } location)
            tags["location"] = location;
        return new Metric(artifact.Run, artifact.Path, MetricType.Artifact, RecordReader.Time(time)) { Sequence = sequence, UnixNanoseconds = time, Tags = tags };
    }
}
