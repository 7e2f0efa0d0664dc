namespace Foray.Stations.Programs.Reporting;

/// <summary>A program of a submission as its reporting station knows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Family">Id of the submission.</param>
/// <param name="Main">Its main file.</param>
/// <param name="Station">Where it was last known to be.</param>
/// <param name="End">How it ended, in small letters; null while it lives.</param>
/// <param name="Submitted">When the submission was made.</param>
internal sealed record FamilyProgram(string Id, string Family, string Main, string Station, string? End, DateTimeOffset Submitted);
