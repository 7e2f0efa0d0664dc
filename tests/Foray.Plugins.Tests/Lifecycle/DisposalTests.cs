using Foray.Plugins.Lifecycle;
using Foray.Sdk.Results;

namespace Foray.Plugins.Tests.Lifecycle;

public sealed class DisposalTests : IAsyncDisposable
{
    private const string Solo = "result/solo";

    private readonly Stage _stage = new();
    private readonly Script _script;
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DisposalTests() => _script = _stage.Add("solo");

    /// <summary>With a limit: where the host waits for a thread that waits for it, the run would never end.</summary>
    public async ValueTask DisposeAsync() => await _stage.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    private Task GateAsync()
    {
        _script.Begun.TrySetResult();
        return _gate.Task;
    }

    [Fact]
    public async Task Steps_that_wait_while_the_host_is_disposed_start_nothing()
    {
        _stage.Add("late");
        _script.Stop = _ => GateAsync();
        await _stage.StartAsync(Solo);
        var disposal = _stage.Host.DisposeAsync().AsTask();
        await _script.Begun.Task;
        var late = _stage.StartAsync("result/late");
        _gate.SetResult();
        await disposal;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => late);
        Assert.Equal((PluginState.Discovered, PluginState.Stopped), (_stage.StateOf("late"), _stage.StateOf("solo")));
        Assert.Equal((1, 1), (_script.Made, _script.Disposed));
    }

    [Fact]
    public async Task A_start_that_is_under_way_is_stopped_and_disposed_with_the_host()
    {
        _script.Start = _ => GateAsync();
        var start = _stage.StartAsync(Solo);
        await _script.Begun.Task;
        var disposal = _stage.Host.DisposeAsync().AsTask();
        _gate.SetResult();
        await start;
        await disposal;
        Assert.Equal(["start solo", "stop solo", "dispose solo"], _stage.Told);
    }

    [Fact]
    public async Task Whoever_disposes_second_waits_for_the_first()
    {
        _script.Stop = _ => GateAsync();
        await _stage.StartAsync(Solo);
        var first = _stage.Host.DisposeAsync().AsTask();
        await _script.Begun.Task;
        var second = _stage.Host.DisposeAsync().AsTask();
        Assert.False(second.IsCompleted);
        _gate.SetResult();
        await second;
        Assert.True(first.IsCompletedSuccessfully);
        Assert.Equal(1, _script.Disposed);
    }

    [Fact]
    public async Task A_disposed_host_refuses_every_step()
    {
        await _stage.Host.DisposeAsync();
        foreach (var step in new Func<Task>[]
        {
            () => _stage.StartAsync(Solo), () => _stage.Host.InitializeAsync(Solo), () => _stage.Host.StopAllAsync(), () => _stage.Host.UnloadAsync(Solo), () => _stage.RestartAsync(Solo),
        })
            await Assert.ThrowsAsync<ObjectDisposedException>(step);
        Assert.Throws<ObjectDisposedException>(_stage.Host.Validate);
        Assert.Throws<ObjectDisposedException>(() => _stage.Add("late"));
        Assert.Throws<ObjectDisposedException>(() => _stage.Host.Configure(Solo, Host.Options()));
    }

    [Fact]
    public async Task A_program_with_one_thread_can_wait_for_the_host_while_a_step_is_under_way()
    {
        _script.Start = _ => GateAsync();
        var configured = new TaskCompletionSource();
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new OneThread());
            var start = _stage.StartAsync(Solo);
            _stage.Host.Configure(Solo, Host.Options(("good", "1")));
            _stage.Host.Register<IResultWriter>(new PluginRegistration("late", (_, _) => throw new InvalidOperationException()));
            _gate.SetResult();
            _ = _stage.Host.Validate();
            start.GetAwaiter().GetResult();
            configured.SetResult();
        });
        thread.IsBackground = true;
        thread.Start();
        await configured.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(PluginState.Active, _stage.StateOf("solo"));
    }

    /// <summary>The context of a thread that is busy: what is posted to it is never done.</summary>
    private sealed class OneThread : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}
