using Foray.Experiments.State;
using Foray.Sdk.Experiments;
using Foray.Storage;

namespace Foray.Experiments.Reading;

/// <summary>Reads how an experiment stands, also while a process works on it.</summary>
public static class StatusReader
{
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">The journal cannot be read.</exception>
    public static ExperimentStatus Read(ExperimentPaths paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var state = StateStore.Read(paths);
        var ended = state.EndedRows.Values
            .Where(row => !state.OpenRows.ContainsKey(row.Key))
            .Select(row => RowOf(row.Key, row.Machine, row.Outcome.Status, row.Run));
        var open = state.OpenRows.Values.Select(row => RowOf(row.Key, row.Machine, null, row.Run));
        return new ExperimentStatus(
            StateLock.Holder(paths.Lock),
            [.. state.Machines.Select(machine => new MachineStatus(machine.Name, state.Site(machine.Site).Plugin.Split(':')[^1], state.IsReady(machine.Id)))],
            [.. state.Runs.Reverse().Select(run => new RunStatus(run.Run, run.Started, state.EndOf(run.Run)?.Status))],
            [.. ended.Concat(open).OrderBy(row => row.Experiment, StringComparer.Ordinal).ThenBy(row => row.Case, StringComparer.Ordinal).ThenBy(row => row.Machine, StringComparer.Ordinal)]);
    }

    private static RowState RowOf(string key, string machine, RowStatus? status, string run)
    {
        var parts = key.Split('\n');
        return new RowState(parts[0], parts[1], machine, status, run);
    }
}
