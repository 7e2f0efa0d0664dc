using Foray.Sdk.Programs;

namespace Foray.Stations.Programs.Sandbox;

/// <summary>Holds workers by the system's limits alone, where there is no sandbox: against accidents, not against attackers.</summary>
/// <param name="Reason">Why there is no sandbox, as the end of a sentence.</param>
internal sealed record LimitsAlone(string Reason) : IConfinement
{
    private const string Script = "echo $$; cd /; exec \"$@\"";

    /// <summary>What lets the worker end with the station, and makes it another user; null where the system has none.</summary>
    public SetPriv? SetPriv { get; init; }

    /// <summary>The users for workers, where the station runs as root; null where they stay the station's user.</summary>
    public WorkerUsers? Users { get; init; }

    /// <inheritdoc/>
    public string Tier => "programs are NOT confined, only their memory and time are limited: "
        + (Users is null ? "they can do what this user can" : "they have a user id of their own, but see this computer's files and network")
        + $"; {Reason}";

    /// <inheritdoc/>
    public IReadOnlyList<string> Confine(RuntimeWorker worker, ProgramLimits limits) =>
    [
        "/bin/sh", "-c", Script, "sh",
        "/bin/sh", "-c", LimitScript.Write(worker, limits, Users is not null), "sh",
        .. Users is null ? [] : SetPriv?.Become(Users.Pick()) ?? [],
        .. SetPriv?.EndWithParent() ?? [],
        worker.Program,
        .. worker.Arguments,
    ];
}
