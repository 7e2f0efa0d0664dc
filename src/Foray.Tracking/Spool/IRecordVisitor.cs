namespace Foray.Tracking.Spool;

/// <summary>Takes records in the order of their positions.</summary>
internal interface IRecordVisitor
{
    void Point(long position, SeriesDefinition series, long step, long time, double value);

    /// <summary>Takes anything else but the names of series.</summary>
    /// <exception cref="FormatException">The content is not what the kind of record has.</exception>
    void Record(long position, RecordKind kind, long time, ReadOnlySpan<byte> content);
}
