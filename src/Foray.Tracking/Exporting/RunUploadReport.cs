namespace Foray.Tracking.Exporting;

/// <summary>What an upload of runs did.</summary>
/// <param name="Runs">Runs that were looked at, those below and above others included.</param>
/// <param name="Points">Points that were sent, because they were not there.</param>
/// <param name="Artifacts">Artifacts, texts and pictures that were sent.</param>
/// <param name="LeftOut">What the backend does not keep, by reason.</param>
public sealed record RunUploadReport(int Runs, long Points, long Artifacts, IReadOnlyDictionary<string, long> LeftOut);
