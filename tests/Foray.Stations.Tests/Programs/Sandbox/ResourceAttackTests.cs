using Foray.Stations.Programs;
using Foray.Stations.Programs.Sandbox;

namespace Foray.Stations.Tests.Programs.Sandbox;

/// <summary>Programs that would take the computer's processors, memory, threads and disks.</summary>
public sealed class ResourceAttackTests : SandboxTest
{
    [Fact]
    public async Task An_endless_loop_is_ended_for_its_processor_time()
    {
        var worker = await TakeAsync(ScriptRuntime.Shell("while :; do :; done"), new ProgramLimits { Cpu = TimeSpan.FromSeconds(1) });
        Assert.Equal("it used more than 1 s of processor time", (await EndAsync(worker)).Breach);
    }

    [Fact]
    public async Task The_system_itself_ends_an_endless_loop_where_nobody_watches()
    {
        NeedsBubblewrap();
        var worker = await StartAsync(await ProbeAsync(), ScriptRuntime.Shell("while :; do :; done"), new ProgramLimits { Cpu = TimeSpan.FromSeconds(1) });
        worker.Watch(new ProgramLimits { Cpu = TimeSpan.FromSeconds(1) }, TimeSpan.FromHours(1));
        Assert.Equal("it used more than 1 s of processor time", (await EndAsync(worker)).Breach);
    }

    [Fact]
    public async Task A_growing_program_is_ended_for_its_memory()
    {
        NeedsPython();
        var worker = await TakeAsync(
            WithoutAddressLimit("hoard = []\nwhile True: hoard.append(bytearray(2**20)); time.sleep(0.002)"), new ProgramLimits { Memory = 64 << 20 });
        Assert.Equal("it used more than 64 MiB of memory", (await EndAsync(worker)).Breach);
    }

    [Fact]
    public async Task Memory_taken_at_one_stroke_is_refused()
    {
        NeedsPython();
        var worker = await TakeAsync(ScriptRuntime.Python("attempt('memory', lambda: len(b'x' * 2**30))"));
        Assert.Equal("memory failed MemoryError \n", await ReadAsync(worker));
        Assert.Equal(new WorkerEnd(0, null), await EndAsync(worker));
    }

    [Fact]
    public async Task Memory_that_no_process_shows_is_refused()
    {
        NeedsPython();
        var worker = await TakeAsync(ScriptRuntime.Python("""
            attempt('memfd', lambda: os.memfd_create('x'))
            attempt('shm', lambda: open('/dev/shm/x', 'w'))
            libc = ctypes.CDLL(None, use_errno=True)
            say('shmget', libc.shmget(0, 4096, 0o1600), ctypes.get_errno())
            """));
        Assert.Equal("memfd failed PermissionError EPERM\nshm failed OSError EROFS\nshmget -1 1\n", await ReadAsync(worker));
    }

    [Fact]
    public async Task No_new_process_can_be_made()
    {
        NeedsPython();
        var worker = await TakeAsync(ScriptRuntime.Python("""
            attempt('fork', os.fork)
            attempt('spawn', lambda: os.posix_spawn('/bin/sh', ['sh'], {}))
            attempt('run', lambda: subprocess.run(['/bin/sh', '-c', ':']))
            attempt('system', lambda: os.waitstatus_to_exitcode(os.system(':')))
            """));
        var answer = await ReadAsync(worker);
        Assert.Contains("fork failed PermissionError EPERM", answer, StringComparison.Ordinal);
        Assert.Contains("spawn failed PermissionError EPERM", answer, StringComparison.Ordinal);
        Assert.Contains("run failed PermissionError EPERM", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("system worked 0", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fork_bomb_of_the_shell_does_not_go_off()
    {
        var worker = await TakeAsync(ScriptRuntime.Shell("bomb() { bomb | bomb & }; bomb; echo unharmed"));
        await ReadAsync(worker);
        await worker.End.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Cannot fork", worker.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Threads_are_counted()
    {
        NeedsPython();
        var worker = await TakeAsync(ScriptRuntime.Python("""
            threading.stack_size(65536)
            made = 0
            forever = threading.Event()
            def bomb():
                global made
                while made < 1000:
                    threading.Thread(target=forever.wait, daemon=True).start()
                    made += 1
            attempt('threads', bomb)
            say(made <= 64, made >= 16)
            os._exit(0)
            """));
        Assert.Equal("threads failed RuntimeError \nTrue True\n", await ReadAsync(worker));
    }

    [Fact]
    public async Task Files_end_where_the_scratch_folder_is_full()
    {
        NeedsPython();
        var worker = await TakeAsync(ScriptRuntime.Python("""
            def fill():
                for name in range(1000):
                    with open(f'/tmp/{name}', 'wb') as file:
                        for _ in range(64): file.write(bytes(2**20)); file.flush()
            attempt('fill', fill)
            say(sum(os.path.getsize('/tmp/' + name) for name in os.listdir('/tmp')) <= 16 * 2**20)
            for folder in '/', '/dev', '/usr', '/proc', '/etc': attempt(folder, lambda: open(folder + '/x', 'w'))
            """));
        var answer = await ReadAsync(worker);
        Assert.Matches("^fill failed OSError (ENOSPC|EFBIG)\nTrue\n", answer);
        Assert.DoesNotContain("worked", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endless_output_waits_for_its_reader_and_ends_by_the_time_limit()
    {
        NeedsPython();
        var worker = await TakeAsync(ScriptRuntime.Python("while True: os.write(1, b'x' * 65536); os.write(2, b'y' * 65536)"), new ProgramLimits { Time = TimeSpan.FromSeconds(1) });
        Assert.Equal("it ran longer than 1 s", (await EndAsync(worker)).Breach);
        Assert.InRange(worker.Error.Length, 1, 65536);
    }

    [Fact]
    public async Task A_program_that_only_waits_is_ended_by_the_time_limit()
    {
        var worker = await TakeAsync(ScriptRuntime.Shell("trap '' TERM INT HUP; read line; read line"), new ProgramLimits { Time = TimeSpan.FromSeconds(1) });
        Assert.Equal("it ran longer than 1 s", (await EndAsync(worker)).Breach);
    }

    [Fact]
    public async Task A_program_that_keeps_to_its_limits_ends_with_its_own_exit_code()
    {
        var worker = await TakeAsync(ScriptRuntime.Shell("exit 7"));
        Assert.Equal(new WorkerEnd(7, null), await EndAsync(worker));
    }

    private static ScriptRuntime WithoutAddressLimit(string script)
    {
        var worker = ScriptRuntime.Python(script).DescribeWorker("", "");
        return new ScriptRuntime(worker.Program, worker.Arguments[1]) { LimitsAddressSpace = false };
    }
}
