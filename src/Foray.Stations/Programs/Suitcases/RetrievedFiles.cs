namespace Foray.Stations.Programs.Suitcases;

/// <summary>What was taken out of a suitcase.</summary>
/// <param name="Written">Paths of the files that were written, relative to the folder.</param>
/// <param name="Unmatched">Patterns that no file fits.</param>
public sealed record RetrievedFiles(IReadOnlyList<string> Written, IReadOnlyList<string> Unmatched);
