namespace Foray.Stations.Programs.Reporting;

/// <summary>Events of a submission.</summary>
/// <param name="Events">Those that were asked for, in order.</param>
/// <param name="IsEnded">Whether all of its programs have ended, and no event comes after these.</param>
internal sealed record FamilyEvents(IReadOnlyList<FamilyEvent> Events, bool IsEnded);
