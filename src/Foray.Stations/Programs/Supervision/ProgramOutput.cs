namespace Foray.Stations.Programs.Supervision;

/// <summary>Something that a program printed.</summary>
/// <param name="Id">Id of the program.</param>
/// <param name="Family">Id of the submission that it stems from.</param>
/// <param name="ReportingStation">The station that is told.</param>
/// <param name="IsError">Whether to standard error.</param>
/// <param name="Text">What it printed; not always whole lines.</param>
internal sealed record ProgramOutput(string Id, string Family, string ReportingStation, bool IsError, string Text);
