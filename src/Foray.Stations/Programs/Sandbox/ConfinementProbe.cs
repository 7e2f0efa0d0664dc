using System.Runtime.InteropServices;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Processes;
using Foray.Sdk.Programs;
using Foray.Storage;
using Foray.Stations.Programs.Sandbox.Seccomp;

namespace Foray.Stations.Programs.Sandbox;

/// <summary>Finds out how workers can be held here, by holding a shell that does nothing in each way, the best one first.</summary>
internal sealed class ConfinementProbe(IProcesses processes, string folder, bool isRoot)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly Version CountsByNamespace = new(5, 14); // threads, by user and user namespace
    private static readonly RuntimeWorker Nothing = new("/bin/sh", ["-c", ":"]);

    /// <summary>The best way that works.</summary>
    /// <exception cref="DiagnosticException">There is none: a station that runs as root cannot give workers another user.</exception>
    public async Task<IConfinement> FindAsync(CancellationToken cancellationToken)
    {
        var setPriv = processes.Find("setpriv") is { } found && OperatingSystem.IsLinux() ? new SetPriv(found) : null;
        if (isRoot && setPriv is null)
            throw NoWorker("the station runs as root, and there is no setpriv to take that from programs", "run the station as another user, or install util-linux");
        var (bubblewrap, reason) = await FindBubblewrapAsync(isRoot ? setPriv : null, cancellationToken);
        return bubblewrap ?? await FindLimitsAsync(setPriv, reason, cancellationToken);
    }

    private static DiagnosticException NoWorker(string reason, string remedy) =>
        new(Diagnostic.Error("FORAY395", $"no program can run at this station: {reason}", remedy));

    private async Task<(IConfinement? Found, string Reason)> FindBubblewrapAsync(SetPriv? setPriv, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
            return (null, "there is no sandbox for this system");
        if (processes.Find("bwrap") is not { } path)
            return (null, "install bubblewrap (bwrap) to confine them");
        string? first = null;
        foreach (var candidate in Candidates(path, setPriv))
        {
            var refusal = await RefusalAsync(candidate, cancellationToken);
            if (refusal is null)
                return (first is null ? candidate : candidate with { Lack = Lack(candidate, first) }, "");
            first ??= refusal;
        }

        return (null, $"bubblewrap does not work here: {first}");
    }

    private IEnumerable<Bubblewrap> Candidates(string path, SetPriv? setPriv)
    {
        var filter = SyscallFilter.Exists(RuntimeInformation.ProcessArchitecture) ? WriteFilter() : null;
        var whole = new Bubblewrap(path, HostFolder.Find())
        {
            SetPriv = setPriv,
            LimitsThreads = Environment.OSVersion.Version >= CountsByNamespace,
        };
        string?[] filters = filter is null ? [null] : [filter, null];
        bool[] scratch = [true, false];
        WorkerUsers[] choices = setPriv is null ? [WorkerUsers.Wide] : [WorkerUsers.Wide, WorkerUsers.Narrow];
        return from users in choices
               from file in filters
               from hasScratch in scratch
               select whole with { Users = users, Filter = file, HasScratch = hasScratch };
    }

    private string WriteFilter()
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "seccomp.bpf");
        AtomicFile.Write(path, SyscallFilter.Write(RuntimeInformation.ProcessArchitecture).ToBytes(), FileModes.Private);
        return path;
    }

    private async Task<IConfinement> FindLimitsAsync(SetPriv? setPriv, string reason, CancellationToken cancellationToken)
    {
        WorkerUsers?[] choices = isRoot ? [WorkerUsers.Wide, WorkerUsers.Narrow] : [null];
        string? refusal = null;
        foreach (var users in choices)
        {
            var candidate = new LimitsAlone(reason) { SetPriv = setPriv, Users = users };
            refusal = await RefusalAsync(candidate, cancellationToken);
            if (refusal is null)
                return candidate;
        }

        throw NoWorker($"a process held by limits does not start: {refusal}", "run the station as a user who may start processes");
    }

    private async Task<string?> RefusalAsync(IConfinement candidate, CancellationToken cancellationToken)
    {
        var command = candidate.Confine(Nothing, new ProgramLimits());
        var result = await processes.RunAsync(
            new ProcessRequest(command[0], [.. command.Skip(1)]) { Environment = CleanEnvironment.With(new Dictionary<string, string>()), Timeout = Patience }, cancellationToken);
        if (result.TimedOut)
            return "it did not answer";
        var line = result.Error.Trim().Split('\n')[0];
        return result.ExitCode == 0 ? null : line.Length > 0 ? line : $"exit code {result.ExitCode}";
    }

    private static string? Lack(Bubblewrap found, string reason)
    {
        List<string> lacks = [];
        if (found.Filter is null)
            lacks.Add("no filter of system calls");
        if (!found.HasScratch)
            lacks.Add("no folder to write into");
        return lacks.Count == 0 ? null : $"{string.Join(" and ", lacks)} ({reason})";
    }
}
