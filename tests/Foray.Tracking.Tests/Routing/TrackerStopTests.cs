using System.Collections.Concurrent;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Tracking;
using Foray.Tracking.Routing;
using Foray.Tracking.Runs;
using Foray.Tracking.Store;
using Foray.Tracking.Tests.Spool;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Tracking.Tests.Routing;

/// <summary>A stop with a sink that never comes back.</summary>
public sealed class TrackerStopTests : IDisposable
{
    private const int Points = 100;

    /// <summary>Ends a test whose stop hangs.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private readonly ManualResetEventSlim _released = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Location => Path.Combine(_folder.Path, "store");

    public void Dispose()
    {
        _released.Set();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stop_ends_at_its_deadline_while_a_sink_hangs_and_the_next_tracker_delivers_the_rest(bool blocksItsThread)
    {
        var entered = new TaskCompletionSource();
        var sink = new ListBackend { BeforeWrite = _ => HangAsync(entered, blocksItsThread) };
        var tracker = await OpenAsync(sink, TimeSpan.FromSeconds(1));
        using (var run = tracker.Start(new RunStart("r1", "demo", "r1", DateTimeOffset.UnixEpoch)))
        {
            for (var i = 0; i < Points; i++)
                run.Metric("loss").Log(i);
        }

        await entered.Task.WaitAsync(Hang, Token);
        var report = await tracker.StopAsync().WaitAsync(Hang, Token);

        Assert.Equal((0, SinkState.Stopped), report.Sinks.Where(status => status.Name == "sink").Select(status => (status.Delivered, status.State)).Single());
        await using (var store = await TrackingStores.OpenExistingAsync(Location, Token))
            Assert.Equal(Points, (await store.Points.FindAsync("r1", "loss", Token))!.Count);
        var next = new ListBackend();
        await (await OpenAsync(next, Hang)).StopAsync();
        Assert.Equal(Enumerable.Range(0, Points).Select(i => (double?)i), next.Metrics.Select(metric => metric.Number));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_backend_that_does_not_stop_is_left_alone_after_ten_seconds_and_told(bool blocksItsThread)
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (hanging, other) = (new ListBackend { AtStop = _ => HangAsync(entered, blocksItsThread) }, new ListBackend());
        var time = new FakeTimeProvider();
        var told = new ConcurrentQueue<Diagnostic>();
        await using var store = await TrackingStores.OpenAsync(Location, Token);
        using var delivery = new Delivery(store, [new SinkOptions("hanging", hanging), new SinkOptions("other", other)], time, told.Enqueue);
        var finishing = Task.Run(() => delivery.FinishAsync(Token), Token);

        await entered.Task.WaitAsync(Hang, Token);
        time.Advance(TimeSpan.FromSeconds(10));
        await finishing.WaitAsync(Hang, Token);

        Assert.Equal(1, other.Stops);
        // The clock jumps, which may be too soon for the other one.
        var diagnostic = Assert.Single(told, diagnostic => diagnostic.Message.Contains("'hanging'", StringComparison.Ordinal));
        Assert.Equal(("FORAY367", "sink 'hanging' has not got everything: it did not stop within 10 s"), (diagnostic.Code, diagnostic.Message));
    }

    private Task HangAsync(TaskCompletionSource entered, bool blocksItsThread)
    {
        entered.TrySetResult();
        if (!blocksItsThread)
            return new TaskCompletionSource().Task;
        _released.Wait(CancellationToken.None);
        return Task.CompletedTask;
    }

    private Task<Tracker> OpenAsync(ListBackend sink, TimeSpan stopTimeout) =>
        Tracker.OpenAsync(new TrackerOptions { Store = Location, Sinks = [new SinkOptions("sink", sink)], StopTimeout = stopTimeout }, Token);
}
