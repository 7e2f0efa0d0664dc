namespace Foray.Tracking.Spool;

/// <summary>What a record of several slots says.</summary>
internal enum RecordKind : byte
{
    /// <summary>The number of a series in the segment; before its first point there.</summary>
    Series = 1,

    /// <summary>A run began.</summary>
    RunBegan = 2,

    /// <summary>A run ended.</summary>
    RunFinished = 3,

    /// <summary>Something that is no point: a parameter, a tag, a text, a picture.</summary>
    Metric = 4,

    /// <summary>A file of a run.</summary>
    Artifact = 5,
}
