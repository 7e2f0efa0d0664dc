using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs;
using Foray.Stations.Programs.Sandbox;

namespace Foray.Stations.Tests.Programs.Sandbox;

public sealed class WorkerPoolTests : SandboxTest
{
    private const string TellIndex = "echo \"$INDEX $FORAY_PROGRAM_MEMORY\"";

    [Fact]
    public async Task The_second_program_gets_a_worker_that_was_started_before_it_came()
    {
        var runtime = ScriptRuntime.Shell(TellIndex);
        var pool = await OpenAsync(runtime, new WorkerPoolOptions());
        await using var first = await pool.TakeAsync("script", new ProgramLimits(), Cancellation);
        await runtime.DescribedTwice.Task.WaitAsync(Patience, Cancellation);
        await using var second = await pool.TakeAsync("script", new ProgramLimits(), Cancellation);
        Assert.Equal($"1 {256 << 20}", await AskAsync(first));
        Assert.Equal($"2 {256 << 20}", await AskAsync(second));
    }

    [Fact]
    public async Task A_program_with_other_memory_gets_a_fresh_worker()
    {
        var runtime = ScriptRuntime.Shell(TellIndex);
        var pool = await OpenAsync(runtime, new WorkerPoolOptions());
        await using var first = await pool.TakeAsync("script", new ProgramLimits(), Cancellation);
        await runtime.DescribedTwice.Task.WaitAsync(Patience, Cancellation);
        await using var other = await pool.TakeAsync("script", new ProgramLimits { Memory = 64 << 20 }, Cancellation);
        Assert.EndsWith($" {64 << 20}", await AskAsync(other), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_that_ended_while_it_waited_is_not_handed_out()
    {
        NeedsBubblewrap();
        var ended = await StartAsync(await ProbeAsync(), ScriptRuntime.Shell("exit 0"));
        await EndAsync(ended);
        await using var waiting = new WaitingWorkers();
        waiting.Fill(1, () => Task.FromResult(ended));
        Assert.Null(await waiting.TakeAsync(Cancellation));
    }

    [Fact]
    public async Task A_worker_that_could_not_be_started_in_advance_is_started_again()
    {
        var runtime = new ScriptRuntime("/bin/sh", "if [ \"$INDEX\" = 2 ]; then exit 1; fi; echo '{\"type\":\"ready\",\"protocol\":1}'; read go; " + TellIndex);
        var pool = await OpenAsync(runtime, new WorkerPoolOptions());
        await using var first = await pool.TakeAsync("script", new ProgramLimits(), Cancellation);
        await runtime.DescribedTwice.Task.WaitAsync(Patience, Cancellation);
        await using var second = await pool.TakeAsync("script", new ProgramLimits(), Cancellation);
        Assert.Equal($"3 {256 << 20}", await AskAsync(second));
    }

    [Fact]
    public async Task A_worker_whose_taker_gave_up_waits_for_the_next_one()
    {
        NeedsBubblewrap();
        var starting = new TaskCompletionSource<WorkerProcess>();
        await using var waiting = new WaitingWorkers();
        waiting.Fill(1, () => starting.Task);
        using var gaveUp = new CancellationTokenSource();
        var taking = waiting.TakeAsync(gaveUp.Token);
        await gaveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taking);
        var worker = await StartAsync(await ProbeAsync(), ScriptRuntime.Shell("read line"));
        starting.SetResult(worker);
        Assert.Same(worker, await waiting.TakeAsync(Cancellation));
    }

    [Fact]
    public async Task Closing_the_pool_ends_the_workers_that_wait()
    {
        var runtime = ScriptRuntime.Shell(TellIndex);
        var pool = await OpenAsync(runtime, new WorkerPoolOptions { Waiting = 2 });
        await using (await pool.TakeAsync("script", new ProgramLimits { Memory = 77 << 20 }, Cancellation))
        {
            await runtime.DescribedTwice.Task.WaitAsync(Patience, Cancellation);
            await pool.DisposeAsync();
        }

        Assert.Empty(Processes.FindMarked("INDEX", "2"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.TakeAsync("script", new ProgramLimits(), Cancellation));
    }

    [Fact]
    public async Task A_runtime_that_is_not_there_is_told_as_it_is()
    {
        var missing = new DiagnosticException(Diagnostic.Error("FORAY401", "there is no runtime 'cobol'", null));
        await using var pool = await WorkerPool.OpenAsync(
            Processes, (_, _) => throw missing, Folder, new WorkerPoolOptions(), TimeProvider.System, Cancellation);
        Assert.Same(missing, await Assert.ThrowsAsync<DiagnosticException>(() => pool.TakeAsync("cobol", new ProgramLimits(), Cancellation)));
    }

    [Theory]
    [InlineData("echo no such module >&2; exit 3", "it ended with exit code 3: no such module")]
    [InlineData("echo hello", "it said 'hello' where it was to say that it is ready")]
    [InlineData("echo '[1]'", "it said '[1]' where it was to say that it is ready")]
    [InlineData("echo '{\"type\":\"ready\",\"protocol\":9}'", "it speaks version 9 of the bastion protocol, not 1")]
    [InlineData("printf '{\"type\":\"ready\",\"protocol\":1}\\nmore\\n'; read line", "it said more than that it is ready, without having been asked")]
    public async Task A_worker_that_does_not_become_ready_is_told_with_its_reason(string script, string reason)
    {
        var problem = await RefusalAsync(new ScriptRuntime("/bin/sh", script), new WorkerPoolOptions());
        Assert.Equal("FORAY400", problem.Code);
        Assert.Equal($"the worker of runtime 'script' does not start: {reason}", problem.Message);
    }

    [Fact]
    public async Task A_worker_that_says_nothing_is_not_waited_for_for_ever()
    {
        var problem = await RefusalAsync(new ScriptRuntime("/bin/sh", "trap '' TERM; while :; do read line || :; done"), new WorkerPoolOptions { StartTimeout = TimeSpan.FromSeconds(1) });
        Assert.Equal("the worker of runtime 'script' does not start: it was not ready within 1 s", problem.Message);
    }

    [Fact]
    public async Task An_interpreter_that_is_missing_is_told_by_its_path()
    {
        var problem = await RefusalAsync(new ScriptRuntime("/nowhere/python", ""), new WorkerPoolOptions());
        Assert.Contains("/nowhere/python", problem.Message, StringComparison.Ordinal);
    }

    private async Task<Diagnostic> RefusalAsync(ScriptRuntime runtime, WorkerPoolOptions options)
    {
        var pool = await OpenAsync(runtime, options with { Waiting = 0 });
        var exception = await Assert.ThrowsAsync<DiagnosticException>(() => pool.TakeAsync("script", new ProgramLimits(), Cancellation));
        return Assert.Single(exception.Diagnostics);
    }

    private static async Task<string?> AskAsync(IWorkerProcess worker)
    {
        await BeginAsync(worker);
        return await ReadLineAsync(worker);
    }
}
