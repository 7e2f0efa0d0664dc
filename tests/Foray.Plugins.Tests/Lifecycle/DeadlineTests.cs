using Foray.Plugins.Lifecycle;

namespace Foray.Plugins.Tests.Lifecycle;

public sealed class DeadlineTests : IAsyncDisposable
{
    private const string Solo = "result/solo";

    private readonly Stage _stage = new(options: new PluginHostOptions { StartTimeout = TimeSpan.FromSeconds(30), StopTimeout = TimeSpan.FromSeconds(10) });
    private readonly Script _script;

    public DeadlineTests() => _script = _stage.Add("solo");

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_plugin_that_never_stops_is_left_alone_after_its_time_and_a_fifth_of_it()
    {
        _script.Stop = _script.Never;
        await _stage.StartAsync(Solo);
        var before = _stage.Time.GetUtcNow();
        var stop = _stage.Host.StopAsync(Solo);
        await _stage.PassAsync(_script.Begun.Task, stop);
        var refusal = await Stage.RefusalAsync(() => stop);
        Assert.Equal(PluginCodes.TooSlow, refusal.Code);
        Assert.Contains("did not stop within 10 s", refusal.Message, StringComparison.Ordinal);
        Assert.True(_stage.Time.GetUtcNow() - before >= TimeSpan.FromSeconds(12));
        Assert.Equal(PluginState.Failed, _stage.StateOf("solo"));

        _script.Stop = null;
        await _stage.StartAsync(Solo);
        Assert.Equal(2, _script.Made);
    }

    [Fact]
    public async Task A_plugin_that_is_told_to_give_up_and_returns_has_stopped()
    {
        _script.Stop = async cancellationToken =>
        {
            var given = new TaskCompletionSource();
            await using var registration = cancellationToken.Register(given.SetResult);
            _script.Begun.SetResult();
            await given.Task;
        };
        await _stage.StartAsync(Solo);
        var stop = _stage.Host.StopAsync(Solo);
        await _script.Begun.Task;
        _stage.Time.Advance(TimeSpan.FromSeconds(10));
        await stop;
        Assert.Equal(PluginState.Stopped, _stage.StateOf("solo"));
    }

    [Fact]
    public async Task A_plugin_that_never_starts_fails_and_is_stopped()
    {
        var stopped = new TaskCompletionSource();
        _script.Start = _script.Never;
        _script.Stop = _ =>
        {
            stopped.SetResult();
            return Task.CompletedTask;
        };
        var start = _stage.StartAsync(Solo);
        await _stage.PassAsync(_script.Begun.Task, () => stopped.Task.IsCompleted);
        var refusal = await Stage.RefusalAsync(() => start);
        Assert.Equal(PluginCodes.TooSlow, refusal.Code);
        Assert.Contains("did not start within 30 s", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["start solo", "stop solo"], _stage.Told);
    }

    [Fact]
    public async Task A_start_that_is_cancelled_ends_stops_the_plugin_and_can_be_tried_again()
    {
        using var cancelled = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        _script.Start = async cancellationToken =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        };
        var start = _stage.Host.StartAsync(Solo, cancelled.Token);
        await started.Task;
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        Assert.Equal(PluginState.Failed, _stage.StateOf("solo"));
        Assert.Equal(["start solo", "stop solo"], _stage.Told);

        _script.Start = null;
        await _stage.StartAsync(Solo);
        Assert.Equal(PluginState.Active, _stage.StateOf("solo"));
    }

    [Fact]
    public async Task A_plugin_that_blocks_its_thread_does_not_block_the_others()
    {
        using var never = new ManualResetEventSlim();
        _script.Stop = _ =>
        {
            _script.Begun.SetResult();
            never.Wait(CancellationToken.None);
            return Task.CompletedTask;
        };
        _stage.Add("other");
        await _stage.StartAllAsync([Solo, "result/other"]);
        var stop = _stage.Host.StopAllAsync();
        await _stage.PassAsync(_script.Begun.Task, () => _stage.StateOf("solo") == PluginState.Failed);
        Assert.Equal(PluginCodes.TooSlow, Assert.Single(await stop).Code);
        Assert.Equal(PluginState.Stopped, _stage.StateOf("other"));
        never.Set();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_start_that_only_returns_because_it_was_told_to_give_up_has_failed(bool isSlow)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _script.Start = async cancellationToken =>
        {
            var given = new TaskCompletionSource();
            await using var registration = cancellationToken.Register(given.SetResult);
            _script.Begun.SetResult();
            await given.Task;
            told.SetResult();
            if (isSlow)
                await end.Task;
        };
        var start = _stage.StartAsync(Solo);
        await _script.Begun.Task;
        _stage.Time.Advance(TimeSpan.FromSeconds(30));
        await told.Task;
        end.SetResult();
        Assert.Equal(PluginCodes.TooSlow, (await Stage.RefusalAsync(() => start)).Code);
        Assert.Equal(PluginState.Failed, _stage.StateOf("solo"));
    }

    [Fact]
    public async Task A_restart_starts_the_others_again_where_one_never_stops()
    {
        var stuck = _stage.Add("stuck", "solo");
        stuck.Stop = stuck.Never;
        _stage.Add("fine", "solo");
        await _stage.StartAllAsync(["result/stuck", "result/fine"]);
        var restart = _stage.RestartAsync(Solo);
        await _stage.PassAsync(stuck.Begun.Task, () => _stage.StateOf("stuck") == PluginState.Failed);
        stuck.Stop = null;
        var problem = Assert.Single((await Assert.ThrowsAsync<Foray.Sdk.Diagnostics.DiagnosticException>(() => restart)).Diagnostics);
        Assert.Equal(PluginCodes.TooSlow, problem.Code);
        Assert.Equal([PluginState.Active, PluginState.Active, PluginState.Failed], new[] { "solo", "fine", "stuck" }.Select(_stage.StateOf));
    }
}
