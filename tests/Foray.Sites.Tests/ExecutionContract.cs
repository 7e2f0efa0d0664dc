using System.Text;
using Foray.Sdk.Machines;

namespace Foray.Sites.Tests;

/// <summary>What command lines that are waited for do on every machine.</summary>
public abstract class ExecutionContract : MachineTests
{
    private Task<ExecutionResult> ExecuteAsync(string commandLine, byte[]? input = null) =>
        Machine.ExecuteAsync(new ExecutionRequest(commandLine) { Input = input ?? [] }, Token);

    [Fact]
    public async Task Output_error_and_exit_code_come_back_apart()
    {
        var result = await ExecuteAsync("printf 'no line end'; echo oh >&2; exit 7");
        Assert.Equal((7, "no line end", "oh\n"), (result.ExitCode, Encoding.UTF8.GetString(result.Output.Span), result.Error));
    }

    [Fact]
    public async Task Any_input_passes_through_unchanged()
    {
        var bytes = new byte[300_000];
        new Random(7).NextBytes(bytes);
        Assert.Equal(bytes, (await ExecuteAsync("cat", bytes)).Output.ToArray());
    }

    [Fact]
    public async Task A_command_that_wants_no_input_is_no_failure() => Assert.Equal(0, (await ExecuteAsync("exec <&-; true", new byte[300_000])).ExitCode);

    [Fact]
    public async Task It_finds_the_folder_to_share()
    {
        await RunAsync(new CommandSpec("one", "echo here >\"$FORAY_SHARED/name\""));
        Assert.Equal("here\n", Encoding.UTF8.GetString((await ExecuteAsync("cat \"$FORAY_SHARED/name\"")).Output.Span));
    }

    [Fact]
    public async Task Removing_its_id_ends_what_is_left_of_it()
    {
        // Not before it has a session of its own: until then it may end with the group of the channel.
        await Machine.ExecuteAsync(new ExecutionRequest("""
            setsid sh -c 'echo >"$FORAY_SHARED/away"; exec sleep 86400' >/dev/null 2>&1 </dev/null &
            until [ -e "$FORAY_SHARED/away" ]; do sleep 0.02; done
            """) { Id = "work" }, Token);
        Assert.NotEmpty(Processes.FindMarked(CommandMarks.Machine, Record.Id));
        await Machine.RemoveAsync("work", Token);
        Assert.Empty(Processes.FindMarked(CommandMarks.Machine, Record.Id));
    }

    [Fact]
    public async Task Cancelling_ends_the_waiting()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var execution = Machine.ExecuteAsync(new ExecutionRequest($"echo begun >{Path.Combine(Folder, "begun")}; exec sleep 86400") { Id = "work" }, stop.Token);
        await ReadWhenWrittenAsync(Path.Combine(Folder, "begun"));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => execution);
        await Machine.RemoveAsync("work", Token);
    }
}
