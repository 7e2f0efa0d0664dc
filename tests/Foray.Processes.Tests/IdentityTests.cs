using Foray.Sdk.Processes;

namespace Foray.Processes.Tests;

public sealed class IdentityTests : ProcessTest
{
    [Fact]
    public async Task A_process_we_did_not_start_can_be_waited_for()
    {
        var stranger = await StartStrangerAsync();
        var before = OpenDescriptors();
        var wait = Processes.WaitAsync(stranger, Cancellation);
        Assert.False(wait.IsCompleted);
        Assert.True(Processes.IsAlive(stranger));
        Assert.Equal(0, LibC.Kill(stranger.Pid, (int)ProcessSignal.Kill));
        await wait;
        Assert.False(Processes.IsAlive(stranger));
        Assert.Equal(before, OpenDescriptors());
    }

    [Fact]
    public async Task A_wait_can_be_cancelled()
    {
        var own = StartShell("exec sleep 1000");
        var stranger = await StartStrangerAsync();
        var before = OpenDescriptors();
        using var cancel = new CancellationTokenSource();
        Task[] waits = [Processes.WaitAsync(own, cancel.Token), Processes.WaitAsync(stranger, cancel.Token)];
        await cancel.CancelAsync();
        foreach (var wait in waits)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.Equal(before, OpenDescriptors());
        await EndAsync(own);
        Assert.Equal(0, LibC.Kill(stranger.Pid, (int)ProcessSignal.Kill));
    }

    [Fact]
    public async Task Another_start_time_or_boot_is_another_process()
    {
        var process = StartShell("exec sleep 1000");
        ProcessIdentity[] others = [process with { StartTime = process.StartTime - 1 }, process with { BootId = "another" }];
        foreach (var other in others)
        {
            Assert.False(Processes.IsAlive(other));
            await Processes.WaitAsync(other, Cancellation);
            Processes.SignalGroup(other, ProcessSignal.Kill);
            await Processes.EndAsync(other, "FORAY_TEST_MARK", "none", TimeSpan.Zero, Cancellation);
        }

        Assert.True(Processes.IsAlive(process));
        await EndAsync(process);
        Assert.False(Processes.IsAlive(process));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_number_that_means_more_than_one_group_is_never_signalled(int pid)
    {
        var boot = ProcessTable.Identify(Environment.ProcessId).BootId;
        Processes.SignalGroup(new ProcessIdentity(pid, 0, boot), ProcessSignal.Kill);
        Assert.False(Processes.IsAlive(new ProcessIdentity(pid, 0, boot)));
    }

    [Fact]
    public async Task A_zombie_is_not_alive()
    {
        // The shell becomes a sleep that never reaps the child.
        var fifo = await FifoAsync("fifo");
        var parent = StartShell($"sleep 0.01 & echo $! > {fifo}; exec sleep 1000");
        var child = ProcessTable.Identify(Pid(await HearAsync(fifo)));
        await Processes.WaitAsync(child, Cancellation);
        Assert.False(Processes.IsAlive(child));
        await EndAsync(parent);
    }

    [Fact]
    public async Task A_name_with_blanks_and_parentheses_does_not_confuse()
    {
        var program = Path.Combine(Folder, "a ) Z 1 (b");
        File.Copy(Processes.Find("sleep")!, program);
        var process = Processes.StartDetached(new DetachedRequest(program, ["1000"], Folder, new Dictionary<string, string>()));
        Assert.True(Processes.IsAlive(process));
        Assert.True(process.StartTime > 0);
        await EndAsync(process);
    }

    private Task EndAsync(ProcessIdentity process) => Processes.EndAsync(process, "FORAY_TEST_MARK", "none", TimeSpan.Zero, Cancellation);

    private async Task<ProcessIdentity> StartStrangerAsync()
    {
        var result = await ShellAsync("setsid sh -c 'sleep 1000 > /dev/null 2>&1 & echo $!'");
        return ProcessTable.Identify(Pid(result.Output.Trim()));
    }
}
