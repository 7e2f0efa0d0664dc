using Foray.Sdk.Programs;
using Foray.Stations.Programs;
using Foray.Stations.Programs.Sandbox;

namespace Foray.Stations.Tests.Programs.Sandbox;

public sealed class BubblewrapTests
{
    private static readonly IReadOnlyList<HostFolder> Merged = [new("/usr", null), new("/bin", "usr/bin"), new("/lib64", "usr/lib64")];
    private static readonly RuntimeWorker Worker = new("/opt/python/bin/python3", ["-I", "worker.py"]) { ReadablePaths = ["/opt/python", "/usr/share/worker"] };
    private static readonly ProgramLimits Limits = new() { Memory = 64 << 20, Cpu = TimeSpan.FromSeconds(2.5) };

    [Fact]
    public void The_whole_command_for_a_user_without_rights() => AssertCommand(
        """
        /bin/sh -c [echo $$; exec 3<"$1"; shift; exec "$@"] sh /station/seccomp.bpf /usr/bin/bwrap
        --unshare-user --unshare-ipc --unshare-pid --unshare-net --unshare-uts --unshare-cgroup-try --hostname station --new-session --die-with-parent --cap-drop ALL
        --proc /proc --dev /dev --perms 0777 --size 16777216 --tmpfs /tmp
        --ro-bind /usr /usr --symlink usr/bin /bin --symlink usr/lib64 /lib64
        --ro-bind-try /etc/ld.so.cache /etc/ld.so.cache --ro-bind-try /etc/alternatives /etc/alternatives --ro-bind-try /etc/localtime /etc/localtime
        --dir /opt --ro-bind /opt/python /opt/python --ro-bind /opt/python/bin/python3 /opt/python/bin/python3
        --remount-ro /dev --remount-ro / --chdir /tmp --seccomp 3
        -- /bin/sh -c [{ ulimit -c 0; ulimit -f 32768; ulimit -n 256; ulimit -St 5; ulimit -Ht 7; ulimit -p 64 || ulimit -u 64; ulimit -v 393216; } 2>/dev/null; exec "$@"] sh
        /opt/python/bin/python3 -I worker.py
        """,
        new Bubblewrap("/usr/bin/bwrap", Merged) { Filter = "/station/seccomp.bpf", HasScratch = true, LimitsThreads = true }.Confine(Worker, Limits));

    [Fact]
    public void The_whole_command_for_root_without_what_an_old_bubblewrap_lacks() => AssertCommand(
        """
        /bin/sh -c [echo $$; exec "$@"] sh /usr/bin/bwrap
        --unshare-ipc --unshare-pid --unshare-net --unshare-uts --unshare-cgroup-try --hostname station --new-session --die-with-parent
        --cap-drop ALL --cap-add CAP_SETUID --cap-add CAP_SETGID
        --proc /proc --dev /dev --dir /tmp
        --ro-bind /usr /usr --ro-bind /lib /lib
        --ro-bind-try /etc/ld.so.cache /etc/ld.so.cache --ro-bind-try /etc/alternatives /etc/alternatives --ro-bind-try /etc/localtime /etc/localtime
        --remount-ro /dev --remount-ro / --chdir /tmp
        -- /bin/sh -c [{ ulimit -c 0; ulimit -f 32768; ulimit -n 256; ulimit -St 5; ulimit -Ht 7; ulimit -p 64 || ulimit -u 64; } 2>/dev/null; exec "$@"] sh
        /usr/bin/setpriv --reuid 7 --regid 7 --clear-groups --inh-caps=-all --no-new-privs -- /usr/bin/node worker.js
        """,
        new Bubblewrap("/usr/bin/bwrap", [new("/usr", null), new("/lib", null)]) { SetPriv = new SetPriv("/usr/bin/setpriv"), Users = new WorkerUsers(7, 1) }
            .Confine(new RuntimeWorker("/usr/bin/node", ["worker.js"]) { LimitsAddressSpace = false }, Limits));

    [Fact]
    public void The_whole_command_without_a_sandbox() => AssertCommand(
        """
        /bin/sh -c [echo $$; cd /; exec "$@"] sh
        /bin/sh -c [{ ulimit -c 0; ulimit -f 32768; ulimit -n 256; ulimit -St 5; ulimit -Ht 7; ulimit -v 393216; } 2>/dev/null; exec "$@"] sh
        /usr/bin/setpriv --pdeathsig KILL --no-new-privs -- /opt/python/bin/python3 -I worker.py
        """,
        new LimitsAlone("there is none") { SetPriv = new SetPriv("/usr/bin/setpriv") }.Confine(Worker, Limits));

    private static void AssertCommand(string expected, IReadOnlyList<string> command) =>
        Assert.Equal(expected.ReplaceLineEndings(" "), string.Join(' ', command.Select(word => word.Contains(' ', StringComparison.Ordinal) ? $"[{word}]" : word)));
}
