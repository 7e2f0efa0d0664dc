using System.Text;
using Foray.Sdk.Machines;
using Foray.Sdk.Testing.Machines;

namespace Foray.Sdk.Tests.Machines;

/// <summary>How a command line runs on a machine that knows only commands that are started.</summary>
public sealed class DetachedExecutionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Input_output_error_and_exit_code_come_through_and_nothing_stays()
    {
        await using var machine = new FakeMachine("m");
        var before = machine.Snapshot();
        var result = await DetachedExecution.RunAsync(machine, new ExecutionRequest("cat; echo oh >&2; exit 3") { Input = "in\0put"u8.ToArray() }, Token);
        Assert.Equal((3, "in\0put", "oh\n"), (result.ExitCode, Encoding.UTF8.GetString(result.Output.Span), result.Error));
        Assert.Equal(before, machine.Snapshot());
    }

    [Fact]
    public async Task Cancelling_ends_what_it_runs()
    {
        await using var machine = new FakeMachine("m") { Hangs = true };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var execution = DetachedExecution.RunAsync(machine, new ExecutionRequest("true"), stop.Token);
        while (machine.FindProcesses().Count == 0)
            await Task.Yield();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => execution);
        Assert.Empty(machine.FindProcesses());
    }
}
