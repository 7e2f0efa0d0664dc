using System.Text;
using Foray.Sdk.Processes;

namespace Foray.Processes.Tests;

public sealed class PipedTests : ProcessTest
{
    [Fact]
    public async Task Lines_go_back_and_forth()
    {
        await using var process = Processes.Start(new ProcessRequest("sed", ["-u", "s/^/> /"]));
        using var reader = new StreamReader(process.Output);
        for (var i = 0; i < 100; i++)
        {
            await process.Input.WriteAsync(Encoding.UTF8.GetBytes($"line {i}\n"), Cancellation);
            Assert.Equal($"> line {i}", await reader.ReadLineAsync(Cancellation));
        }

        await process.Input.DisposeAsync();
        Assert.Equal(0, await process.Exit.WaitAsync(Cancellation));
    }

    [Fact]
    public async Task Large_data_passes_unchanged_while_both_ends_wait()
    {
        var data = new byte[3_000_000];
        new Random(7).NextBytes(data);
        await using var process = Processes.Start(new ProcessRequest("cat", []));
        var writing = Task.Run(
            async () =>
            {
                await process.Input.WriteAsync(data, Cancellation);
                await process.Input.DisposeAsync();
            },
            Cancellation);
        using var received = new MemoryStream();
        await process.Output.CopyToAsync(received, Cancellation);
        await writing;
        Assert.Equal(data, received.ToArray());
    }

    [Fact]
    public async Task Only_the_last_64_KiB_of_error_are_kept()
    {
        await using var process = Processes.Start(new ProcessRequest("sh", ["-c", "head -c 1000000 /dev/zero | tr '\\0' x >&2; printf end >&2"]));
        await process.Exit.WaitAsync(Cancellation);
        Assert.EndsWith("end", process.Error, StringComparison.Ordinal);
        Assert.Equal(64 * 1024, process.Error.Length);
    }

    [Fact]
    public async Task All_of_its_error_is_there_once_its_end_is_known()
    {
        for (var i = 0; i < 50; i++)
        {
            await using var process = Processes.Start(new ProcessRequest("sh", ["-c", "printf complaint >&2"]));
            await process.Exit.WaitAsync(Cancellation);
            Assert.Equal("complaint", process.Error);
        }
    }

    [Fact]
    public async Task An_escapee_that_holds_its_error_does_not_hold_up_its_end()
    {
        await using var process = Processes.Start(new ProcessRequest("sh", ["-c", "setsid sleep 1000 & echo $!; printf complaint >&2"]));
        using var reader = new StreamReader(process.Output, leaveOpen: true);
        var escapee = ProcessTable.Identify(Pid((await reader.ReadLineAsync(Cancellation))!));
        await process.Exit.WaitAsync(Cancellation);
        Assert.Equal("complaint", process.Error);
        Assert.True(Processes.IsAlive(escapee));
        Processes.SignalGroup(escapee, ProcessSignal.Kill);
    }

    [Fact]
    public async Task A_read_can_be_cancelled_and_repeated()
    {
        await using var process = Processes.Start(new ProcessRequest("cat", []));
        using var cancel = new CancellationTokenSource();
        var buffer = new byte[16];
        var read = process.Output.ReadAsync(buffer, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        await process.Input.WriteAsync("again"u8.ToArray(), Cancellation);
        Assert.Equal(5, await process.Output.ReadAsync(buffer, Cancellation));
    }

    [Fact]
    public async Task Disposing_ends_the_group_and_pending_reads_and_may_be_repeated()
    {
        var process = Processes.Start(new ProcessRequest("sh", ["-c", "sleep 1000 & echo $!; wait"]));
        using var reader = new StreamReader(process.Output, leaveOpen: true);
        var member = ProcessTable.Identify(Pid((await reader.ReadLineAsync(Cancellation))!));
        var pending = process.Output.ReadAsync(new byte[1], Cancellation).AsTask();
        await process.DisposeAsync();
        await process.DisposeAsync();
        Assert.False(Processes.IsAlive(member));
        Assert.Equal(128 + 15, await process.Exit);
        Assert.True(await Record.ExceptionAsync(() => pending) is null or ObjectDisposedException);
    }

    [Fact]
    public async Task Time_up_ends_it()
    {
        await using var process = Processes.Start(new ProcessRequest("sleep", ["1000"]) { Timeout = TimeSpan.FromMilliseconds(100) });
        Assert.Equal(128 + 15, await process.Exit.WaitAsync(Cancellation));
    }
}
