using System.Globalization;
using Foray.Sdk.Processes;
using Foray.Stations.Programs.Sandbox;

namespace Foray.Stations.Tests.Programs.Sandbox;

/// <summary>Programs that would see or touch what is not theirs.</summary>
public sealed class EscapeAttackTests : SandboxTest
{
    [Fact]
    public async Task Files_of_the_computer_are_not_there()
    {
        NeedsPython();
        await File.WriteAllTextAsync(Path.Combine(Folder, "secret"), "secret", Cancellation);
        var worker = await TakeAsync(ScriptRuntime.Python($$"""
            for path in '/etc/passwd', '/etc/shadow', '{{Folder}}/secret': attempt(path, lambda: open(path).read())
            for path in '/root', '/home', '/var', '/etc/ssh', '/run', '/sys', '/boot', '/opt': attempt(path, lambda: os.listdir(path))
            say(sorted(os.listdir('/tmp')), os.getcwd())
            """));
        var answer = await ReadAsync(worker);
        Assert.DoesNotContain("worked", answer, StringComparison.Ordinal);
        Assert.EndsWith("[] /tmp\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stations_environment_is_nowhere_to_be_read()
    {
        NeedsPython();
        Environment.SetEnvironmentVariable("FORAY_TEST_SECRET", "hunter2");
        var worker = await TakeAsync(ScriptRuntime.Python("""
            for process in os.listdir('/proc'):
                if process.isdigit():
                    try: say(process, open(f'/proc/{process}/environ').read().replace('\0', ' '))
                    except OSError: say(process, 'refused')
            say(sorted(set(os.environ) - {'LC_CTYPE'}))
            """));
        var answer = await ReadAsync(worker);
        Assert.DoesNotContain("hunter2", answer, StringComparison.Ordinal);
        Assert.EndsWith("['FORAY_PROGRAM_MEMORY', 'FORAY_WORKER', 'INDEX', 'PWD']\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_the_station_has_open_is_open_in_the_worker()
    {
        NeedsPython();
        await using var open = File.Create(Path.Combine(Folder, "open"));
        var worker = await TakeAsync(ScriptRuntime.Python("""
            say(os.listdir('/proc/self/fd'))
            """));
        Assert.Equal("['0', '1', '2', '3']\n", await ReadAsync(worker)); // the last one lists them
    }

    [Fact]
    public async Task There_is_no_network_and_no_socket_but_a_pair()
    {
        NeedsPython();
        var worker = await TakeAsync(ScriptRuntime.Python("""
            attempt('tcp', lambda: socket.create_connection(('127.0.0.1', 22)))
            attempt('udp', lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
            attempt('unix', lambda: socket.socket(socket.AF_UNIX))
            attempt('netlink', lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW))
            attempt('datagrams', lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM))
            one, other = socket.socketpair()
            one.send(b'hello')
            say(other.recv(5))
            say(open('/proc/net/dev').read().count(':'))
            """));
        var answer = await ReadAsync(worker);
        Assert.DoesNotContain("worked", answer, StringComparison.Ordinal);
        Assert.EndsWith("b'hello'\n1\n", answer, StringComparison.Ordinal); // the loopback device, which is down
    }

    [Fact]
    public async Task Other_processes_can_be_neither_seen_nor_signalled_nor_traced()
    {
        NeedsPython();
        var victim = Processes.StartDetached(new DetachedRequest("/bin/sleep", ["60"], "/", new Dictionary<string, string>()));
        try
        {
            var worker = await TakeAsync(ScriptRuntime.Python($$"""
                attempt('kill', lambda: os.kill({{victim.Pid}}, 9))
                libc = ctypes.CDLL(None, use_errno=True)
                say('ptrace', libc.ptrace(16, {{victim.Pid}}, 0, 0), ctypes.get_errno())
                say('trace own', libc.ptrace(16, 1, 0, 0), ctypes.get_errno())
                say(len([name for name in os.listdir('/proc') if name.isdigit()]) <= 2)
                attempt('parent', lambda: os.kill(1, 9))
                say('alive')
                """));
            var answer = await ReadAsync(worker);
            Assert.StartsWith("kill failed ProcessLookupError ESRCH\nptrace -1 1\ntrace own -1 1\nTrue\n", answer, StringComparison.Ordinal);
            Assert.EndsWith("alive\n", answer, StringComparison.Ordinal);
            Assert.True(Processes.IsAlive(victim));
        }
        finally
        {
            Processes.SignalGroup(victim, ProcessSignal.Kill);
        }
    }

    [Fact]
    public async Task Name_spaces_and_file_systems_cannot_be_changed()
    {
        NeedsPython();
        var worker = await TakeAsync(ScriptRuntime.Python("""
            libc = ctypes.CDLL(None, use_errno=True)
            def call(name, *arguments): say(name, getattr(libc, name)(*arguments), ctypes.get_errno())
            call('unshare', 0x10000000)
            call('setns', 0, 0)
            call('mount', b'none', b'/tmp', b'tmpfs', 0, None)
            call('umount', b'/tmp')
            call('chroot', b'/tmp')
            call('keyctl', 0, 0) if hasattr(libc, 'keyctl') else say('keyctl -1 1')
            call('syscall', 425, 8, None)
            """));
        Assert.Equal("unshare -1 1\nsetns -1 1\nmount -1 1\numount -1 1\nchroot -1 1\nkeyctl -1 1\nsyscall -1 1\n", await ReadAsync(worker));
    }

    [Fact]
    public async Task A_worker_of_roots_station_is_a_user_of_its_own()
    {
        NeedsPython();
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root");
        const string Script = "say(os.getuid(), os.geteuid(), os.getgid(), os.getgroups(), open('/proc/self/status').read().split('CapEff:')[1].split()[0])\nattempt('root', lambda: os.setuid(0))";
        var first = await ReadAsync(await TakeAsync(ScriptRuntime.Python(Script)));
        var second = await ReadAsync(await TakeAsync(ScriptRuntime.Python(Script)));
        Assert.NotEqual(first, second);
        var user = int.Parse(first.Split(' ')[0], CultureInfo.InvariantCulture);
        Assert.True(user > 60000);
        Assert.Equal($"{user} {user} {user} [{user}] 0000000000000000\nroot failed PermissionError EPERM\n".Replace($" [{user}]", " []", StringComparison.Ordinal), first);
    }

    [Fact]
    public async Task What_a_runtime_says_that_it_reads_is_there_even_where_only_root_may_look()
    {
        NeedsPython();
        var library = Directory.CreateDirectory(Path.Combine(Folder, "private", "library")).FullName;
        File.SetUnixFileMode(Path.Combine(Folder, "private"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await File.WriteAllTextAsync(Path.Combine(library, "text"), "readable", Cancellation);
        var described = ScriptRuntime.Python($"attempt('read', lambda: open('{library}/text').read())\nattempt('write', lambda: open('{library}/text', 'w'))").DescribeWorker("", "");
        var worker = await TakeAsync(new ScriptRuntime(described.Program, described.Arguments[1]) { ReadablePaths = [library] });
        Assert.Equal("read worked readable\nwrite failed OSError EROFS\n", await ReadAsync(worker));
    }
}
