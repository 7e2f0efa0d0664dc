namespace Foray.Tracking.Exporting;

/// <summary>Forms that points are exported in; <c>docs/reference/exports.md</c> defines them.</summary>
public enum ExportForm
{
    /// <summary>Comma-separated values (RFC 4180), a line for each point.</summary>
    Csv,

    /// <summary>Apache Parquet, with typed columns.</summary>
    Parquet,

    /// <summary>A JSON object on a line for each point.</summary>
    Jsonl,
}
