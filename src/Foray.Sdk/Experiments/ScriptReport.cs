namespace Foray.Sdk.Experiments;

/// <summary>What a script reported, in order.</summary>
/// <param name="Points">Numbers; NaN and the infinities among them.</param>
/// <param name="Parameters">Parameters: what it was given, or found.</param>
/// <param name="Tags">Tags.</param>
/// <param name="Artifacts">Files and folders to keep.</param>
public sealed record ScriptReport(
    IReadOnlyList<MetricPoint> Points,
    IReadOnlyList<KeyValuePair<string, string>> Parameters,
    IReadOnlyList<KeyValuePair<string, string>> Tags,
    IReadOnlyList<ReportedArtifact> Artifacts);
