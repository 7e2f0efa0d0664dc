namespace Foray.Experiments.Events;

/// <summary>A row began.</summary>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Case">Name of the case.</param>
/// <param name="Machine">Name of the machine.</param>
/// <param name="Attempt">Which attempt of all runs, from 1.</param>
public sealed record RowStarted(string Experiment, string Case, string Machine, int Attempt) : RunEvent;
