namespace Foray.Tracking.Exporting;

/// <summary>What a copy of runs did.</summary>
/// <param name="Runs">Runs that were looked at, those below others included.</param>
/// <param name="Points">Points that the other store did not have.</param>
/// <param name="Artifacts">Artifacts that the other store did not have.</param>
public sealed record RunCopyReport(int Runs, long Points, int Artifacts)
{
    internal RunCopyReport With(RunCopyReport other) => new(Runs + other.Runs, Points + other.Points, Artifacts + other.Artifacts);
}
