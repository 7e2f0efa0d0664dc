using Foray.Sdk.Experiments;

namespace Foray.Experiments.Reading;

/// <summary>A row.</summary>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Case">Name of the case.</param>
/// <param name="Machine">Name of the machine.</param>
/// <param name="Status">How it ended; null where it is being run, or was when its run died.</param>
/// <param name="Run">Id of the run.</param>
public sealed record RowState(string Experiment, string Case, string Machine, RowStatus? Status, string Run);
