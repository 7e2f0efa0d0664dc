using Foray.Sdk.Processes;

namespace Foray.Processes.Tests;

public sealed class EndTests : ProcessTest
{
    private const string Variable = "FORAY_TEST_MARK";
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private readonly string _mark = Guid.NewGuid().ToString();

    [Fact]
    public async Task Members_and_escapees_end()
    {
        var (leader, processes) = await StartFamilyAsync("");
        await Processes.EndAsync(leader, Variable, _mark, Long, Cancellation);
        Assert.All(processes, process => Assert.False(Processes.IsAlive(process)));
        Assert.Empty(Processes.FindMarked(Variable, _mark));
    }

    [Fact]
    public async Task Who_ignores_the_request_is_killed()
    {
        var (leader, processes) = await StartFamilyAsync("trap '' TERM; ");
        await Processes.EndAsync(leader, Variable, _mark, TimeSpan.FromMilliseconds(100), Cancellation);
        Assert.All(processes, process => Assert.False(Processes.IsAlive(process)));
    }

    [Fact]
    public async Task A_leader_is_asked_before_it_is_killed()
    {
        var fifo = await FifoAsync("fifo");
        var farewell = Path.Combine(Folder, "farewell");
        var leader = StartShell($"trap 'echo bye > {farewell}; exit 0' TERM; echo ready > {fifo}; while :; do sleep 0.01; done", (Variable, _mark));
        await HearAsync(fifo);
        await Processes.EndAsync(leader, Variable, _mark, Long, Cancellation);
        Assert.Equal("bye\n", await File.ReadAllTextAsync(farewell, Cancellation));
    }

    [Fact]
    public async Task A_group_whose_leader_is_gone_still_ends()
    {
        var fifo = await FifoAsync("fifo");
        var leader = StartShell($"sleep 1000 & echo $! > {fifo}");
        var member = ProcessTable.Identify(Pid(await HearAsync(fifo)));
        await Processes.WaitAsync(leader, Cancellation);
        Assert.True(Processes.IsAlive(member));
        await Processes.EndAsync(leader, Variable, _mark, Long, Cancellation);
        Assert.False(Processes.IsAlive(member));
    }

    [Fact]
    public async Task Escapees_that_keep_forking_are_caught()
    {
        // Each generation leaves the group and its parent, and ignores the request.
        var script = Path.Combine(Folder, "fork");
        var fifo = await FifoAsync("fifo");
        await File.WriteAllTextAsync(script, "trap '' TERM\nsleep 0.05\nsetsid sh \"$0\" &\n", Cancellation);
        var leader = StartShell($"setsid sh {script} & echo ready > {fifo}", (Variable, _mark));
        await HearAsync(fifo);
        await Processes.EndAsync(leader, Variable, _mark, TimeSpan.FromMilliseconds(200), Cancellation);
        Assert.Empty(Processes.FindMarked(Variable, _mark));
    }

    [Fact]
    public async Task It_may_be_repeated_and_may_have_nothing_to_do()
    {
        var leader = StartShell("exec sleep 1000", (Variable, _mark));
        await Processes.EndAsync(leader, Variable, _mark, Long, Cancellation);
        await Processes.EndAsync(leader, Variable, _mark, Long, Cancellation);
        await Processes.EndAsync(null, Variable, _mark, Long, Cancellation);
    }

    [Fact]
    public async Task It_can_be_cancelled()
    {
        var fifo = await FifoAsync("fifo");
        var leader = StartShell($"trap '' TERM; echo ready > {fifo}; while :; do sleep 0.01; done", (Variable, _mark));
        await HearAsync(fifo);
        using var cancel = new CancellationTokenSource();
        var end = Processes.EndAsync(leader, Variable, _mark, Long, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => end);
        Assert.True(Processes.IsAlive(leader));
        await Processes.EndAsync(leader, Variable, _mark, TimeSpan.Zero, Cancellation);
    }

    [Fact]
    public async Task Only_the_exact_variable_and_value_mark()
    {
        var marked = StartShell("exec sleep 1000", (Variable, _mark));
        var others = new[]
        {
            StartShell("exec sleep 1000", (Variable, _mark + "0")),
            StartShell("exec sleep 1000", ("X" + Variable, _mark)),
            StartShell("exec sleep 1000", ("OTHER", $"{Variable}={_mark}")),
        };
        Eventually(() => Processes.FindMarked(Variable, _mark).Count > 0, "the process has its environment");
        Assert.Equal([marked], Processes.FindMarked(Variable, _mark));
        foreach (var process in others.Append(marked))
            await Processes.EndAsync(process, Variable, _mark, Long, Cancellation);
    }

    [Fact]
    public async Task A_large_environment_is_read_to_its_end()
    {
        var filler = new string('x', 100_000);
        var marked = StartShell("exec sleep 1000", ("A", filler), (Variable, _mark), ("Z", filler));
        Eventually(() => Processes.FindMarked(Variable, _mark).Count > 0, "the process is found");
        await Processes.EndAsync(marked, Variable, _mark, Long, Cancellation);
    }

    /// <summary>A leader, a member of its group and one who left it.</summary>
    private async Task<(ProcessIdentity Leader, ProcessIdentity[] All)> StartFamilyAsync(string prologue)
    {
        var fifo = await FifoAsync("fifo");
        var leader = StartShell($"{prologue}sleep 1000 & member=$!; setsid sleep 1000 & echo $member $! > {fifo}; wait", (Variable, _mark));
        var others = (await HearAsync(fifo)).Split(' ').Select(pid => ProcessTable.Identify(Pid(pid)));
        ProcessIdentity[] all = [leader, .. others];
        Assert.All(all, process => Assert.True(Processes.IsAlive(process)));
        return (leader, all);
    }
}
