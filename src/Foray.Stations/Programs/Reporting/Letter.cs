namespace Foray.Stations.Programs.Reporting;

/// <summary>An event with its number at the station that tells it, so that one which comes twice is known.</summary>
/// <param name="Mailbox">Id of that station's mailbox.</param>
/// <param name="Number">Number in the mailbox, from 1.</param>
/// <param name="Event">The event.</param>
internal sealed record Letter(string Mailbox, long Number, ProgramEvent Event);
