using Foray.Sdk.Diagnostics;
using Foray.Sdk.Tracking;
using Foray.Tracking.Routing;
using Foray.Tracking.Runs;
using Foray.Tracking.Spool;
using Foray.Tracking.Store;
using Foray.Tracking.Tests.Spool;

namespace Foray.Tracking.Tests.Routing;

/// <summary>A tracker whose spool is on a disk that gets full, because a sink holds all that is in it; the store is on another disk.</summary>
public sealed class TrackerRoomTests : IDisposable
{
    private const int Slots = 512;
    private const int Points = 20_000;

    private readonly TemporaryFolder _folder = new();
    private readonly SmallDisk _disk = new();
    private readonly TaskCompletionSource _mayGoOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ListBackend _sink = new();

    public TrackerRoomTests()
    {
        Directory.CreateDirectory(Location);
        Directory.CreateSymbolicLink(Path.Combine(Location, "spool"), _disk.Path);
        _sink.BeforeWrite = _ => _mayGoOn.Task;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Location => Path.Combine(_folder.Path, "store");

    public void Dispose()
    {
        _disk.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_call_that_fails_on_a_full_disk_is_told_and_all_others_are_delivered()
    {
        var tracker = await OpenAsync(SpoolOverflow.Fail);
        var kept = new List<double>();
        var run = Start(tracker);
        for (var i = 0; i < Points; i++)
        {
            try
            {
                run.Metric("loss").Log(i);
                kept.Add(i);
            }
            catch (DiagnosticException failure)
            {
                Assert.Equal("FORAY316", failure.Diagnostics[0].Code);
            }
        }

        Assert.InRange(kept.Count, Slots, Points - 1);
        _mayGoOn.SetResult();
        await EndAsync(run);
        var report = await tracker.StopAsync();
        Assert.Equal(0, report.NotKept);
        await AssertDeliveredAsync(kept);
    }

    [Fact]
    public async Task What_is_dropped_on_a_full_disk_is_counted_and_all_else_is_delivered()
    {
        var tracker = await OpenAsync(SpoolOverflow.Drop);
        var run = Start(tracker);
        for (var i = 0; i < Points; i++)
            run.Metric("loss").Log(i);
        _mayGoOn.SetResult();
        run.Dispose();
        var report = await tracker.StopAsync();
        Assert.InRange(report.NotKept, 1, Points - Slots);
        var delivered = _sink.Metrics.Select(metric => metric.Number!.Value).ToList();
        // The end of the run may be among what had no room.
        Assert.InRange(Points - delivered.Count, report.NotKept - 1, report.NotKept);
        await AssertDeliveredAsync(delivered);
    }

    [Fact]
    public async Task A_call_that_waits_on_a_full_disk_goes_on_when_the_sinks_have_made_room()
    {
        var tracker = await OpenAsync(SpoolOverflow.Wait);
        var logging = Task.Run(
            () =>
            {
                using var run = Start(tracker);
                for (var i = 0; i < Points; i++)
                    run.Metric("loss").Log(i);
            },
            Token);
        SpinWait.SpinUntil(() => tracker.Sinks.Single(status => status.Name == "sink").Queued > 6 * Slots);
        Assert.False(logging.IsCompleted);
        _mayGoOn.SetResult();
        await logging;
        Assert.Equal(0, (await tracker.StopAsync()).NotKept);
        await AssertDeliveredAsync(Enumerable.Range(0, Points).Select(i => (double)i));
    }

    private static TrackedRun Start(Tracker tracker) => tracker.Start(new RunStart("r1", "demo", "r1", DateTimeOffset.UnixEpoch));

    private static async Task EndAsync(TrackedRun run)
    {
        while (true)
        {
            try
            {
                run.End(RunState.Finished);
                return;
            }
            catch (DiagnosticException)
            {
                // There is room again as soon as the sinks have taken something.
                await Task.Delay(10, Token);
            }
        }
    }

    private Task<Tracker> OpenAsync(SpoolOverflow overflow) => Tracker.OpenAsync(
        new TrackerOptions
        {
            Store = Location,
            Sinks = [new SinkOptions("sink", _sink) { FirstRetry = TimeSpan.FromMilliseconds(1) }],
            Spool = new SpoolOptions { SegmentSlots = Slots, Overflow = overflow },
        },
        Token);

    private async Task AssertDeliveredAsync(IEnumerable<double> values)
    {
        Assert.Equal(values, _sink.Metrics.Select(metric => metric.Number!.Value));
        await using var store = await TrackingStores.OpenExistingAsync(Location, Token);
        var found = new List<double>();
        await foreach (var block in store.Points.ReadAsync("r1", "loss", PlotAxis.Index, null, Token))
            found.AddRange(block.Values.ToArray());
        Assert.Equal(values, found);
    }
}
