namespace Foray.Stations.Programs.Keeping;

/// <summary>What a stored snapshot says before the bytes of its state and its suitcase.</summary>
/// <param name="Id">Id of the program.</param>
/// <param name="Family">Id of the submission.</param>
/// <param name="ReportingStation">Who is told of its end.</param>
/// <param name="Epoch">Number of the incarnation.</param>
/// <param name="Package">What it is made of.</param>
/// <param name="StateFormat">Form of the state; null where there is none.</param>
/// <param name="Clones">How many clones it has sent.</param>
/// <param name="Limits">What it may use.</param>
internal sealed record SnapshotHeader(string Id, string Family, string ReportingStation, long Epoch, ProgramPackage Package, string? StateFormat, int Clones, ProgramLimits Limits);
