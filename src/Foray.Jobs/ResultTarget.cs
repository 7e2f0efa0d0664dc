namespace Foray.Jobs;

/// <summary>Results in one format at one place.</summary>
/// <param name="Format">Name of the format, such as <c>json</c>.</param>
/// <param name="Path">File to write, or <c>-</c> for standard output; null for the format's own name in the job's folder.</param>
/// <param name="Origin">Where it was asked for, for messages about conflicts: <c>--json</c>, <c>job.yml:4</c>.</param>
public sealed record ResultTarget(string Format, string? Path, string Origin = "code")
{
    /// <summary>The path that means standard output.</summary>
    public const string StandardOutput = "-";
}
