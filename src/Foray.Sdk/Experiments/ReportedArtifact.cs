namespace Foray.Sdk.Experiments;

/// <summary>A file or folder that a script wants kept.</summary>
/// <param name="File">Where it is on the machine, as the script wrote it: absolute, or below the script's working folder.</param>
/// <param name="Path">Its path among the artifacts of its case; null for the name of the file or folder itself.</param>
public sealed record ReportedArtifact(string File, string? Path);
