using System.Collections.Concurrent;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Testing.Tracking;
using Foray.Tracking.Collecting;

namespace Foray.Tracking.Tests.Collecting;

public sealed class CollectionTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>Ends a test in which something hangs.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(1);

    private readonly WatchedTime _time = new();
    private readonly RecordingMetricSink _run = new();
    private readonly ConcurrentQueue<Diagnostic> _told = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_collector_measures_at_once_and_after_each_interval_until_the_end()
    {
        var collector = new TestCollector();
        await using (var collection = Begin(collector))
        {
            await _time.PassAsync(Interval);
            await _time.PassAsync(Interval);
            await DisposeAfterAsync(collection, () => collector.Count == 3);
            Assert.Equal(new CollectionReport("run-1", "counting", null, 3, 0, null), collection.Report);
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(3, collector.Count);
        Assert.Equal([1, 2, 3], _run.Metrics.Select(metric => metric.Number!.Value));
        Assert.All(_run.Metrics, metric => Assert.Equal(("count", "counting"), (metric.Name, metric.Source)));
        Assert.Equal((1, 1), (collector.Starts, collector.Stops));
        Assert.Empty(_told);
    }

    [Fact]
    public async Task A_collector_that_fails_is_told_once_and_counted_and_measures_again()
    {
        var collector = new TestCollector((number, _) => number < 3 ? throw new InvalidOperationException("no sensor") : Task.CompletedTask);
        var collection = Begin(collector);
        await _time.PassAsync(Interval);
        await _time.PassAsync(Interval);
        await DisposeAfterAsync(collection, () => collector.Count == 3);

        var diagnostic = Assert.Single(_told);
        Assert.Equal(("FORAY445", Severity.Warning), (diagnostic.Code, diagnostic.Severity));
        Assert.Contains("no sensor", diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal((1L, 2L, "no sensor"), (collection.Report.Measured, collection.Report.Failed, collection.Report.LastError));
    }

    [Fact]
    public async Task A_collector_that_does_not_start_is_stopped_and_started_again_at_its_next_turn()
    {
        var collector = new TestCollector();
        collector.Starting = () => collector.Starts < 3 ? throw new InvalidOperationException("no device") : Task.CompletedTask;
        var collection = Begin(collector);
        await _time.PassAsync(Interval);
        await _time.PassAsync(Interval);
        await DisposeAfterAsync(collection, () => collector.Count == 1);

        Assert.Equal((3, 3), (collector.Starts, collector.Stops));
        Assert.Equal((1L, 2L), (collection.Report.Measured, collection.Report.Failed));
        Assert.Contains("no device", Assert.Single(_told).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_without_an_interval_measures_once_also_where_the_run_ends_meanwhile()
    {
        var (entered, leave) = (new TaskCompletionSource(), new TaskCompletionSource());
        var collector = new TestCollector((_, cancellationToken) =>
        {
            entered.SetResult();
            return leave.Task.WaitAsync(cancellationToken);
        });
        var collection = new Collection(_run, collector, TimeSpan.Zero, null, _time, _told.Enqueue);
        await entered.Task.WaitAsync(Hang, Token);
        var stop = collection.DisposeAsync().AsTask();
        Assert.False(stop.IsCompleted);
        leave.SetResult();
        await stop.WaitAsync(Hang, Token);

        Assert.Single(_run.Metrics);
        Assert.Equal((1L, 0L), (collection.Report.Measured, collection.Report.Failed));
    }

    [Fact]
    public async Task An_interval_of_the_run_goes_before_the_collectors_own()
    {
        var collector = new TestCollector();
        var collection = new Collection(_run, collector, TimeSpan.FromSeconds(7), null, _time, _told.Enqueue);
        await _time.PassAsync(TimeSpan.FromSeconds(7));
        await DisposeAfterAsync(collection, () => collector.Count == 2);
    }

    [Fact]
    public async Task A_collector_that_is_cancelled_at_the_end_has_not_failed()
    {
        var entered = new TaskCompletionSource();
        var collection = Begin(new TestCollector((_, cancellationToken) =>
        {
            entered.SetResult();
            return Task.Delay(Timeout.Infinite, cancellationToken);
        }));
        await entered.Task.WaitAsync(Hang, Token);
        var stop = collection.DisposeAsync().AsTask();
        await _time.PassAsync(Collection.Grace);
        await stop.WaitAsync(Hang, Token);

        Assert.Empty(_told);
        Assert.Equal(0, collection.Report.Failed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_collector_that_hangs_is_told_once_and_left_alone_at_the_end(bool blocksItsThread)
    {
        using var released = new ManualResetEventSlim();
        var entered = new TaskCompletionSource();
        var collector = new TestCollector((_, _) =>
        {
            entered.SetResult();
            if (!blocksItsThread)
                return new TaskCompletionSource().Task;
            released.Wait(CancellationToken.None);
            return Task.CompletedTask;
        });
        var collection = Begin(collector);
        await entered.Task.WaitAsync(Hang, Token);
        await _time.PassAsync(Collection.Patience);
        SpinWait.SpinUntil(() => !_told.IsEmpty, Hang);
        Assert.Contains("60 s", Assert.Single(_told).Message, StringComparison.Ordinal);
        var stop = collection.DisposeAsync().AsTask();
        await _time.PassAsync(Collection.Grace);
        await _time.PassAsync(Collection.Unwinding);
        await stop.WaitAsync(Hang, Token);

        Assert.Single(_told);
        Assert.Equal((1, 1), (collector.Count, collector.Stops));
        Assert.Equal((0L, 1L), (collection.Report.Measured, collection.Report.Failed));
        released.Set();
    }

    [Fact]
    public async Task A_collector_that_does_not_stop_is_left_alone()
    {
        var collector = new TestCollector { Stopping = () => new TaskCompletionSource().Task };
        var collection = Begin(collector);
        await _time.PassAsync(Interval);
        SpinWait.SpinUntil(() => collection.Report.Measured == 2, Hang);
        var stop = collection.DisposeAsync().AsTask();
        await _time.PassAsync(Collection.Grace + Collection.Unwinding);
        await stop.WaitAsync(Hang, Token);
        Assert.Equal(1, collector.Stops);
    }

    private Collection Begin(TestCollector collector) => new(_run, collector, null, null, _time, _told.Enqueue);

    private static async Task DisposeAfterAsync(Collection collection, Func<bool> condition)
    {
        Assert.True(SpinWait.SpinUntil(condition, Hang));
        await collection.DisposeAsync();
    }
}
