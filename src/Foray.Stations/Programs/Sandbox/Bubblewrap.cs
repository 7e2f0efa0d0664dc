using Foray.Sdk.Programs;

namespace Foray.Stations.Programs.Sandbox;

/// <summary>Holds workers by bubblewrap: namespaces of their own with nothing in them but what the interpreter reads, an unprivileged user, filtered system calls, limits.</summary>
internal sealed record Bubblewrap(string Path, IReadOnlyList<HostFolder> HostFolders) : IConfinement
{
    // bubblewrap reads its filter from a descriptor, and a process is started with none but its streams.
    private const string OpenFilterScript = "echo $$; exec 3<\"$1\"; shift; exec \"$@\"";
    private const string Script = "echo $$; exec \"$@\"";

    /// <summary>What makes the worker another user, where the station runs as root; null where it has no such right, and the worker gets a user namespace.</summary>
    public SetPriv? SetPriv { get; init; }

    /// <summary>The users for workers, with <see cref="SetPriv"/>.</summary>
    public WorkerUsers Users { get; init; } = WorkerUsers.Wide;

    /// <summary>File with the filter of system calls; null for none.</summary>
    public string? Filter { get; init; }

    /// <summary>Whether the worker has a folder to write into. A bubblewrap that cannot limit its size gives none.</summary>
    public bool HasScratch { get; init; }

    /// <summary>Whether the system counts threads by user and user namespace, so that they can be limited.</summary>
    public bool LimitsThreads { get; init; }

    /// <summary>What could not be had, and why; null for nothing.</summary>
    public string? Lack { get; init; }

    /// <inheritdoc/>
    public string Tier => "programs are confined by bubblewrap: no network, no files of this computer but its libraries, "
        + (SetPriv is null ? "a user namespace" : "a user id of their own")
        + (Filter is null ? "" : ", filtered system calls")
        + ", limits"
        + (Lack is null ? "" : $"; {Lack}");

    /// <inheritdoc/>
    public IReadOnlyList<string> Confine(RuntimeWorker worker, ProgramLimits limits) =>
    [
        .. Filter is null ? new[] { "/bin/sh", "-c", Script, "sh" } : ["/bin/sh", "-c", OpenFilterScript, "sh", Filter],
        Path,
        .. BubblewrapArguments.Write(this, worker),
        "--",
        "/bin/sh", "-c", LimitScript.Write(worker, limits, LimitsThreads || SetPriv is not null), "sh",
        .. SetPriv?.Become(Users.Pick()) ?? [],
        worker.Program,
        .. worker.Arguments,
    ];
}
