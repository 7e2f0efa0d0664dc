namespace Acme.Plugin;

/// <summary>A file of metrics.</summary>
public sealed record JsonLinesOptions
{
    /// <summary>The file; made if missing, with the folders above it.</summary>
    public string Path { get; init; } = "metrics.jsonl";
}
