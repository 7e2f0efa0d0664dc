namespace Foray.Stations.Programs.Submitting;

/// <summary>A program as it is submitted.</summary>
/// <param name="Main">Name of the main file.</param>
/// <param name="Modules">Text of each file by name.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Suitcase">Its suitcase as a tar archive; empty for an empty one.</param>
/// <param name="Station">Where it is to begin; null for the station that it is submitted to.</param>
/// <param name="Limits">What it may use.</param>
internal sealed record Submission(string Main, IReadOnlyDictionary<string, string> Modules, IReadOnlyList<string> Arguments, byte[] Suitcase, string? Station, ProgramLimits Limits);
