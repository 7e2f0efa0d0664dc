namespace Foray.Engines.Slurm;

/// <summary>What Slurm says of tasks of an array.</summary>
/// <param name="Indexes">The tasks.</param>
/// <param name="State">Their state, as in <c>PENDING</c>.</param>
/// <param name="Nodes">Their nodes; empty where they have none.</param>
/// <param name="Reason">Why they wait or what became of them; <c>None</c> where Slurm gives no reason.</param>
internal sealed record TaskState(IReadOnlyList<int> Indexes, string State, string Nodes, string Reason)
{
    private static readonly string[] Active =
        ["PENDING", "CONFIGURING", "RUNNING", "SUSPENDED", "STOPPED", "COMPLETING", "SIGNALING", "STAGE_OUT", "RESIZING", "REQUEUED", "REQUEUE_FED", "REQUEUE_HOLD", "RESV_DEL_HOLD", "SPECIAL_EXIT"];

    // Waiting that is nobody's fault, and ends by itself.
    private static readonly string[] Ordinary = ["None", "Priority", "Resources", "JobArrayTaskLimit", "BeginTime", "Cleaning", "Prolog"];

    // Source: Slurm's list of reasons; it keeps such jobs for ever, and does not start them.
    private static readonly string[] Never = ["BadConstraints", "PartitionNodeLimit", "PartitionTimeLimit", "InvalidAccount", "InvalidQOS", "DependencyNeverSatisfied"];

    /// <summary>True where the tasks do not run any more, nor ever will.</summary>
    public bool IsFinal => !Active.Contains(State);

    public bool IsWaiting => State == "PENDING";

    /// <summary>True where something keeps the tasks waiting that somebody should know of.</summary>
    public bool IsStuck => IsWaiting && !Ordinary.Contains(Reason);

    /// <summary>True where the tasks wait for what cannot come.</summary>
    public bool IsHopeless => IsWaiting && Never.Contains(Reason);

    /// <summary>State and reason, for people.</summary>
    public string Describe() => Reason is "None" or "" ? State : $"{State} ({Reason})";

    /// <summary>Reads a line of squeue, <c>INDEXES|STATE|NODES|REASON</c>; null where it is none.</summary>
    /// <param name="line">The line.</param>
    /// <param name="most">Most tasks that it can name.</param>
    public static TaskState? Parse(string line, int most) =>
        line.Split('|', 4) is [var indexes, { Length: > 0 } state, var nodes, var reason] && TaskIndexes.TryParse(indexes, most, out var list)
            ? new TaskState(list, state, nodes, reason.Trim('(', ')'))
            : null;
}
