using System.Diagnostics;
using Foray.Processes.Wardens;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Processes;

namespace Foray.Processes.Tests.Wardens;

/// <summary>Programs that are children of wardens.</summary>
public sealed class WardenTests() : FiledContract(Command)
{
    private const string ParentsGroup = "read -r _ _ _ _ group _ </proc/$PPID/stat";
    private static readonly string[] Command = [Environment.ProcessPath!, WardenProgram.Argument];

    [Fact]
    public async Task A_warden_is_kept_for_the_programs_that_follow()
    {
        var first = await WardenAsync();
        Assert.NotEqual(Environment.ProcessId, first);
        Assert.Equal(first, await WardenAsync());
    }

    [Fact]
    public async Task A_program_that_kills_its_parents_group_vanishes_with_what_it_started_and_the_next_one_runs()
    {
        var end = await RunAsync($"sleep 1000 & echo $!; setsid sleep 1000 & echo $!; echo $$; {ParentsGroup}; kill -9 -$group; exec sleep 1000");
        Assert.Null(end.ExitCode);
        Assert.All(Pids(), pid => Assert.False(Processes.IsAlive(ProcessTable.Identify(pid))));
        Assert.Equal(3, Pids().Length);
        Assert.Equal(4, (await RunAsync("exit 4")).ExitCode);
    }

    [Fact]
    public async Task A_program_that_asks_its_parent_to_end_is_not_heard() =>
        Assert.Equal(3, (await RunAsync("for signal in HUP INT QUIT TERM USR1 USR2; do kill -s $signal $PPID; done; exit 3")).ExitCode);

    [Fact]
    public async Task Cancelling_what_has_lost_its_warden_ends_it()
    {
        var fifo = await FifoAsync("fifo");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var run = RunAsync($"trap '' TERM; echo $$ >{fifo}; kill -9 $PPID; while :; do sleep 0.1; done", cancel.Token, TimeSpan.FromMilliseconds(100));
        var program = ProcessTable.Identify(Pid(await HearAsync(fifo)));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.False(Processes.IsAlive(program));
    }

    [Fact]
    public async Task A_warden_that_was_killed_while_idle_is_replaced()
    {
        var first = ProcessTable.Identify(await WardenAsync());
        Processes.SignalGroup(first, ProcessSignal.Kill);
        await Processes.WaitAsync(first, Cancellation);
        Assert.NotEqual(first.Pid, await WardenAsync());
    }

    [Fact]
    public async Task A_daemon_without_the_mark_is_ended_and_counted()
    {
        var end = await RunAsync("mkfifo ready; env -i setsid /bin/sh -c 'echo $$ >ready; exec /bin/sleep 1000' & cat ready");
        Assert.Equal((0, 1), (end.ExitCode, end.LeftRunning));
        Assert.False(Processes.IsAlive(ProcessTable.Identify(Pids()[0])));
    }

    [Fact]
    public async Task A_daemon_that_forks_all_the_time_is_ended()
    {
        var script = Path.Combine(Folder, "fork");
        await File.WriteAllTextAsync(script, "trap '' TERM\nsleep 0.02\nsetsid sh \"$0\" &\n", Cancellation);
        var end = await RunAsync($"setsid sh {script} & exit 0", grace: TimeSpan.FromMilliseconds(200));
        Assert.True(end.LeftRunning > 0);
        Assert.Equal(0, ChildrenOf(await WardenAsync()));
    }

    [Fact]
    public async Task What_ended_before_the_program_was_not_left_running() =>
        Assert.Equal(0, (await RunAsync("mkfifo ended; setsid sh -c 'exec 3>ended; exec true' & cat ended; wait")).LeftRunning);

    [Fact]
    public async Task Nothing_runs_on_when_who_runs_the_wardens_is_killed()
    {
        var fifo = await FifoAsync("fifo");
        var script = $"sleep 1000 & member=$!; env -i setsid sleep 1000 & echo $PPID $$ $member $! >{fifo}; wait";
        using var host = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Tests.Program.HostArgument, Folder, script]))!;
        var all = (await HearAsync(fifo)).Split(' ').Select(pid => ProcessTable.Identify(Pid(pid))).ToList();
        Assert.All(all, process => Assert.True(Processes.IsAlive(process)));
        host.Kill();
        foreach (var process in all)
            await Processes.WaitAsync(process, Cancellation).WaitAsync(Patience, Cancellation);
    }

    [Fact]
    public async Task Wardens_end_with_the_service()
    {
        var warden = ProcessTable.Identify(await WardenAsync());
        Assert.True(Processes.IsAlive(warden));
        Processes.Dispose();
        Eventually(() => !Processes.IsAlive(warden), "it ends");
    }

    [Fact]
    public async Task A_warden_leaks_no_descriptor()
    {
        await RunAsync("setsid sleep 1000 & exit 0"); // what that takes is loaded
        var warden = await WardenAsync();
        var before = Directory.GetFiles($"/proc/{warden}/fd").Length;
        for (var i = 0; i < 50; i++)
            Assert.Equal(1, (await RunAsync("setsid sleep 1000 & exit 0")).LeftRunning);
        Assert.Equal(warden, await WardenAsync());
        Assert.Equal(before, Directory.GetFiles($"/proc/{warden}/fd").Length);
    }

    [Fact]
    public async Task A_program_with_much_to_say_is_started()
    {
        var word = new string('x', 100_000);
        var end = await RunAsync(Request("/bin/sh", ["-c", "exit $#", "sh", .. Enumerable.Repeat(word, 9)]));
        Assert.Equal(9, end.ExitCode);
    }

    [Theory]
    [InlineData("/bin/false", "FORAY376")]
    [InlineData("/bin/ls", "FORAY376")]
    [InlineData("/no/such/warden", "FORAY301")]
    public async Task A_command_that_is_no_warden_is_named(string program, string code)
    {
        using var processes = new SystemProcesses(warden: [program]);
        var thrown = await Assert.ThrowsAsync<DiagnosticException>(() => processes.RunToFilesAsync(Request("true"), Cancellation));
        Assert.Equal(code, thrown.Diagnostics[0].Code);
        Assert.Contains($"'{program}'", thrown.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_warden_refuses_what_is_not_for_it()
    {
        var result = await Processes.RunAsync(new ProcessRequest(Command[0], [Command[1]]) { Input = "foray, are you there?\n" }, Cancellation);
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public async Task A_program_that_takes_64_MB_is_told_from_one_that_takes_little()
    {
        var little = (await RunAsync("exec true")).Resources!.PeakMemory;
        var much = (await RunAsync("exec dd if=/dev/zero of=/dev/null bs=64M count=1")).Resources!.PeakMemory;
        Assert.InRange(much, 64L << 20, 80L << 20);
        Assert.True(little < much - (16L << 20), $"{little}");
    }

    private async Task<int> WardenAsync()
    {
        await RunAsync("echo $PPID");
        return Pids()[0];
    }
}
