namespace Foray.Experiments.Reading;

/// <summary>How an experiment stands, from its journal alone.</summary>
/// <param name="HolderPid">Process that is working on it; null where none is.</param>
/// <param name="Machines">Machines that are up or half made.</param>
/// <param name="Runs">Runs, newest first.</param>
/// <param name="Rows">The last end of every row, and those that are being run.</param>
public sealed record ExperimentStatus(
    int? HolderPid,
    IReadOnlyList<MachineStatus> Machines,
    IReadOnlyList<RunStatus> Runs,
    IReadOnlyList<RowState> Rows);
