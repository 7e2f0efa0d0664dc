namespace Foray.Stations.Programs.Suitcases;

/// <summary>What is under a path of a suitcase.</summary>
/// <param name="IsFolder">True for a folder, false for a file.</param>
/// <param name="Size">Bytes of a file; 0 for a folder.</param>
internal readonly record struct SuitcaseEntry(bool IsFolder, long Size);
