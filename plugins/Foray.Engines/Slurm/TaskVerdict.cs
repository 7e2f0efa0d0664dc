using System.Globalization;
using Foray.Sdk.Experiments;

namespace Foray.Engines.Slurm;

/// <summary>What became of a task.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Message">Why it did not pass; null where it did.</param>
/// <param name="ExitCode">Exit code that decided; null where there is none.</param>
internal sealed record TaskVerdict(RowStatus Status, string? Message, int? ExitCode)
{
    /// <summary>The verdict on a task that recorded its end.</summary>
    /// <param name="end">Its record.</param>
    /// <param name="state">What Slurm says of it; null where Slurm knows nothing any more.</param>
    /// <param name="scripts">Number of scripts that had to run.</param>
    public static TaskVerdict OfEnd(TaskEnd end, TaskState? state, int scripts)
    {
        if (end.Why is { } why)
            return new TaskVerdict(RowStatus.Failed, $"{why} (on node '{end.Node}')", null);
        if (end.ExitCode == 0 && end.Scripts.Count == scripts)
            return new TaskVerdict(RowStatus.Passed, null, 0);
        if (state is { State: "TIMEOUT" or "DEADLINE" })
            return new TaskVerdict(RowStatus.TimedOut, $"job {end.Job} reached its time limit: Slurm says {state.Describe()}", end.ExitCode);
        var said = end.HasOutsideCause && state is { IsFinal: true, State: not ("FAILED" or "COMPLETED") } ? $": Slurm says {state.Describe()}" : "";
        if (end.Asked)
            return new TaskVerdict(RowStatus.Failed, $"job {end.Job} was ended from outside on node '{end.Node}'{said}", end.ExitCode);
        var name = end.Scripts.Count == 0 ? "?" : end.Scripts[^1].Name;
        return new TaskVerdict(RowStatus.Failed, string.Create(CultureInfo.InvariantCulture, $"script '{name}' ended with exit code {end.ExitCode}{said}"), end.ExitCode);
    }

    /// <summary>The verdict on a task that is over and left no record of its end.</summary>
    /// <param name="job">Slurm's name of the task.</param>
    /// <param name="state">What Slurm says of it; null where it knows nothing of it.</param>
    public static TaskVerdict OfLoss(string job, TaskState? state) => state switch
    {
        null => new TaskVerdict(RowStatus.Failed, $"job {job} was lost: Slurm does not know it any more, and it left no record of its end", null),
        { State: "TIMEOUT" or "DEADLINE" } => new TaskVerdict(RowStatus.TimedOut, $"job {job} reached its time limit: Slurm says {state.Describe()}", null),
        { State: "CANCELLED" } => new TaskVerdict(RowStatus.Failed, $"job {job} was cancelled from outside: Slurm says {state.Describe()}{On(state)}", null),
        { State: "COMPLETED" or "FAILED" } => new TaskVerdict(
            RowStatus.Failed, $"job {job} left no record of its end: Slurm says {state.Describe()}{On(state)}; the nodes have to share the folder of the machine that submits, and see it at the same path", null),
        _ => new TaskVerdict(RowStatus.Failed, $"job {job} was lost: Slurm says {state.Describe()}{On(state)}", null),
    };

    private static string On(TaskState state) => state.Nodes.Length == 0 ? "" : $" on node '{state.Nodes}'";
}
