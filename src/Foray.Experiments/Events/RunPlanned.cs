namespace Foray.Experiments.Events;

/// <summary>It is known what has to be run.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="Total">Rows of all experiments.</param>
/// <param name="Reused">Those taken from earlier runs.</param>
/// <param name="Resumed">Those that an earlier run began and did not end.</param>
public sealed record RunPlanned(string Run, string Folder, int Total, int Reused, int Resumed) : RunEvent;
