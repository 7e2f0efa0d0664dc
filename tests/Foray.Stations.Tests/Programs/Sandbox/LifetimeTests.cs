using System.Globalization;
using Foray.Sdk.Processes;
using Foray.Stations.Programs;
using Foray.Stations.Programs.Sandbox;

namespace Foray.Stations.Tests.Programs.Sandbox;

/// <summary>Workers that would live longer than they may.</summary>
public sealed class LifetimeTests : SandboxTest
{
    private const string Stubborn = "trap '' TERM INT HUP; echo stubborn; while :; do read line || :; done";
    private const string Daemons = """
        for name in 'one', 'two':
            if os.fork() == 0:
                os.setsid()
                if os.fork() != 0: os._exit(0)
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                os.close(0); os.close(1); os.close(2)
                time.sleep(3600)
        say('escaped')
        time.sleep(3600)
        """;

    [Fact]
    public async Task A_worker_that_ignores_signals_ends_when_it_is_disposed()
    {
        var worker = (WorkerProcess)await TakeAsync(ScriptRuntime.Shell(Stubborn));
        Assert.Equal("stubborn", await ReadLineAsync(worker));
        var processes = worker.Processes;
        Assert.InRange(processes.Count, 2, 4);
        await worker.DisposeAsync();
        AssertGone(processes);
        Assert.True(worker.End.IsCompleted);
    }

    [Fact]
    public async Task Daemons_end_with_their_worker_where_processes_can_be_made()
    {
        NeedsPython();
        NeedsBubblewrap();
        var confinement = Assert.IsType<Bubblewrap>(await ProbeAsync()) with { Filter = null };
        await AssertDaemonsEndAsync(await StartAsync(confinement, ScriptRuntime.Python(Daemons)));
    }

    [Fact]
    public async Task Daemons_end_with_their_worker_where_there_is_no_sandbox()
    {
        NeedsPython();
        await AssertDaemonsEndAsync(await StartAsync(LimitsAlone(), ScriptRuntime.Python(Daemons)));
    }

    [Fact]
    public async Task Limits_hold_where_there_is_no_sandbox()
    {
        var limits = new ProgramLimits { Cpu = TimeSpan.FromSeconds(1) };
        var worker = await StartAsync(LimitsAlone(), ScriptRuntime.Shell("while :; do :; done"), limits);
        worker.Watch(limits, TimeSpan.FromMilliseconds(20));
        Assert.Equal("it used more than 1 s of processor time", (await EndAsync(worker)).Breach);
    }

    [Fact]
    public async Task A_worker_dies_with_a_station_that_is_killed()
    {
        NeedsBubblewrap();
        await AssertDiesWithStationAsync(await ProbeAsync());
    }

    [Fact]
    public async Task A_worker_dies_with_a_station_that_is_killed_where_there_is_no_sandbox() =>
        await AssertDiesWithStationAsync(LimitsAlone());

    [Fact]
    public async Task A_worker_outlives_the_thread_that_asked_for_it()
    {
        NeedsBubblewrap();
        var confinement = await ProbeAsync();
        WorkerProcess? worker = null;
        var thread = new Thread(() => worker = StartAsync(confinement, ScriptRuntime.Shell("read line; echo alive")).GetAwaiter().GetResult());
        thread.Start();
        Assert.True(thread.Join(Patience));
        await worker!.Input.WriteAsync("\n"u8.ToArray(), Cancellation);
        Assert.Equal("alive\n", await ReadAsync(worker));
    }

    private LimitsAlone LimitsAlone()
    {
        var path = Processes.Find("setpriv");
        Assert.SkipUnless(path is not null, "needs setpriv");
        return new LimitsAlone("in a test") { SetPriv = new SetPriv(path), Users = Environment.IsPrivilegedProcess ? WorkerUsers.Wide : null };
    }

    private async Task AssertDaemonsEndAsync(WorkerProcess worker)
    {
        Assert.Equal("escaped", await ReadLineAsync(worker));
        var mark = await MarkAsync(worker);
        Assert.True(Processes.FindMarked(WorkerProcess.MarkVariable, mark).Count >= 3);
        await worker.DisposeAsync();
        Assert.Empty(Processes.FindMarked(WorkerProcess.MarkVariable, mark));
    }

    private static async Task<string> MarkAsync(WorkerProcess worker)
    {
        var environment = await File.ReadAllTextAsync($"/proc/{worker.Processes[0]}/environ", Cancellation);
        return environment.Split('\0').Single(entry => entry.StartsWith(WorkerProcess.MarkVariable, StringComparison.Ordinal)).Split('=')[1];
    }

    /// <summary>A shell is the station: it starts a worker, and is killed while the worker's input stays open.</summary>
    private async Task AssertDiesWithStationAsync(IConfinement confinement)
    {
        var worker = ScriptRuntime.Shell(Stubborn).DescribeWorker("", "");
        var command = confinement.Confine(worker, new ProgramLimits());
        var input = Path.Combine(Folder, "input");
        await Processes.RunAsync(new ProcessRequest("mkfifo", [input]), Cancellation);
        await using var station = Processes.Start(new ProcessRequest("/bin/sh", ["-c", "input=$1; shift; echo $$; \"$@\" 0<>\"$input\" & wait", "sh", input, .. command]));
        var lines = new LineReader(station.Output);
        var pid = await lines.ReadAsync(Cancellation);
        var processes = new WorkerTree(int.Parse((await lines.ReadAsync(Cancellation))!, CultureInfo.InvariantCulture));
        Assert.Contains("ready", await lines.ReadAsync(Cancellation), StringComparison.Ordinal);
        await File.AppendAllTextAsync(input, "\n", Cancellation);
        Assert.Equal("stubborn", await lines.ReadAsync(Cancellation));
        var living = processes.Processes();
        await Processes.RunAsync(new ProcessRequest("kill", ["-9", pid!]), Cancellation);
        AssertGone(living);
    }
}
