using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Processes;
using Foray.Stations.Programs.Sandbox;

namespace Foray.Stations.Tests.Programs.Sandbox;

public sealed class ConfinementProbeTests : SandboxTest
{
    [Fact]
    public async Task Where_bubblewrap_works_it_is_taken_with_all_that_it_has()
    {
        NeedsBubblewrap();
        var found = Assert.IsType<Bubblewrap>(await ProbeAsync());
        Assert.SkipUnless(found.Lack is null, found.Tier);
        Assert.Equal(
            $"programs are confined by bubblewrap: no network, no files of this computer but its libraries, {(Environment.IsPrivilegedProcess ? "a user id of their own" : "a user namespace")}, filtered system calls, limits",
            found.Tier);
    }

    [Fact]
    public async Task Where_there_is_no_bubblewrap_the_tier_says_so_and_what_to_do()
    {
        Assert.SkipUnless(Processes.Find("setpriv") is not null, "needs setpriv");
        var found = await ProbeAsync(new Installed(Processes) { Missing = "bwrap" });
        Assert.StartsWith("programs are NOT confined, only their memory and time are limited: ", found.Tier, StringComparison.Ordinal);
        Assert.EndsWith("; install bubblewrap (bwrap) to confine them", found.Tier, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bubblewrap_that_the_system_refuses_is_told_with_its_reason()
    {
        Assert.SkipUnless(Processes.Find("setpriv") is not null, "needs setpriv");
        var found = await ProbeAsync(new Installed(Processes) { Bubblewrap = Fake("echo 'bwrap: No permissions to create new namespace' >&2; exit 1") });
        Assert.EndsWith("; bubblewrap does not work here: bwrap: No permissions to create new namespace", found.Tier, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bubblewrap_that_cannot_limit_a_folder_gives_none()
    {
        NeedsBubblewrap();
        var old = Fake($"case \" $* \" in *' --size '*) echo 'bwrap: Unknown option --size' >&2; exit 1;; esac; exec {Processes.Find("bwrap")} \"$@\"");
        var found = Assert.IsType<Bubblewrap>(await ProbeAsync(new Installed(Processes) { Bubblewrap = old }));
        Assert.False(found.HasScratch);
        Assert.NotNull(found.Filter);
        Assert.EndsWith("; no folder to write into (bwrap: Unknown option --size)", found.Tier, StringComparison.Ordinal);
        Assert.Equal("refused /tmp\n", await ReadAsync(await StartAsync(found, ScriptRuntime.Shell("{ echo x >file; } 2>/dev/null || echo refused $PWD"))));
    }

    [Fact]
    public async Task A_station_of_root_that_cannot_give_workers_another_user_runs_none()
    {
        var probe = new ConfinementProbe(new Installed(Processes) { Missing = "setpriv" }, Folder, isRoot: true);
        var problem = Assert.Single((await Assert.ThrowsAsync<DiagnosticException>(() => probe.FindAsync(Cancellation))).Diagnostics);
        Assert.Equal("FORAY395", problem.Code);
        Assert.Equal("no program can run at this station: the station runs as root, and there is no setpriv to take that from programs", problem.Message);
    }

    private Task<IConfinement> ProbeAsync(IProcesses processes) => new ConfinementProbe(processes, Folder, Environment.IsPrivilegedProcess).FindAsync(Cancellation);

    private string Fake(string script)
    {
        var path = Path.Combine(Folder, "bwrap");
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>This computer, with other things installed.</summary>
    private sealed class Installed(IProcesses real) : IProcesses
    {
        public string? Missing { get; init; }

        public string? Bubblewrap { get; init; }

        public string? Find(string program)
        {
            if (program == Missing)
                return null;
            return program == "bwrap" && Bubblewrap is not null ? Bubblewrap : real.Find(program);
        }

        public Task<ProcessResult> RunAsync(ProcessRequest request, CancellationToken cancellationToken) => real.RunAsync(request, cancellationToken);

        public IPipedProcess Start(ProcessRequest request) => real.Start(request);

        public Task<ProgramEnd> RunToFilesAsync(FiledRequest request, CancellationToken cancellationToken) => real.RunToFilesAsync(request, cancellationToken);

        public ProcessIdentity StartDetached(DetachedRequest request) => real.StartDetached(request);

        public bool IsAlive(ProcessIdentity process) => real.IsAlive(process);

        public Task WaitAsync(ProcessIdentity process, CancellationToken cancellationToken) => real.WaitAsync(process, cancellationToken);

        public void SignalGroup(ProcessIdentity process, ProcessSignal signal) => real.SignalGroup(process, signal);

        public IReadOnlyList<ProcessIdentity> FindMarked(string variable, string value) => real.FindMarked(variable, value);

        public Task EndAsync(ProcessIdentity? leader, string variable, string value, TimeSpan grace, CancellationToken cancellationToken) =>
            real.EndAsync(leader, variable, value, grace, cancellationToken);
    }
}
