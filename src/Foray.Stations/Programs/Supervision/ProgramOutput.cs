namespace Foray.Stations.Programs.Supervision;

/// <summary>Something that a program printed.</summary>
/// <param name="Id">Id of the program.</param>
/// <param name="Epoch">Its incarnation.</param>
/// <param name="IsError">Whether to standard error.</param>
/// <param name="Text">What it printed; not always whole lines.</param>
internal sealed record ProgramOutput(string Id, long Epoch, bool IsError, string Text);
