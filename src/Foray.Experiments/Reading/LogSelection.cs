namespace Foray.Experiments.Reading;

/// <summary>Which logs; null stands for all.</summary>
/// <param name="Run">Id of the run; null for the last end of every row, whichever run it was in.</param>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Case">Name of the case.</param>
/// <param name="Machine">Name of the machine.</param>
public sealed record LogSelection(string? Run, string? Experiment, string? Case, string? Machine);
