using Foray.Sdk.Diagnostics;
using Foray.Sdk.Tracking;
using Foray.Tracking.Routing;
using Foray.Tracking.Runs;
using Foray.Tracking.Store;
using Foray.Tracking.Tests.Spool;

namespace Foray.Tracking.Tests.Routing;

public sealed class TrackerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Location => Path.Combine(_folder.Path, "store");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_a_short_run_logs_is_in_the_store_when_its_tracker_has_stopped()
    {
        await using (var tracker = await Tracker.OpenAsync(Location, Token))
        {
            using var run = tracker.Start("demo", "first");
            var loss = run.Metric("loss");
            for (var i = 0; i < 100; i++)
                loss.Log(1.0 / (i + 1));
            run.Param("rate", "0.1");
            run.Tag("host", "here");
        }

        await using var store = await TrackingStores.OpenExistingAsync(Location, Token);
        var found = Assert.Single((await store.Runs.SearchAsync(new(), Token)).Runs);
        Assert.Equal(("demo", "first", RunState.Finished), (found.Experiment, found.Name, found.State));
        var series = await store.Points.FindAsync(found.Id, "loss", Token);
        Assert.Equal((100, 1.0, 0.01), (series!.Count, series.First, series.Last));
        Assert.Equal("0.1", Assert.Single(await store.Runs.FindParametersAsync([found.Id], Token)).Value);
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(Location, "spool")));
    }

    [Fact]
    public async Task Every_sink_gets_what_fits_its_rules_in_order_and_the_ledger_adds_up()
    {
        var (all, some, texts) = (new ListBackend(), new ListBackend(), new ListBackend { Takes = type => type == MetricType.Text });
        var tracker = await OpenAsync(
            new SinkOptions("all", all),
            new SinkOptions("some", some) { Rules = [new SinkRule { Names = [new NamePattern("train/*")] }] },
            new SinkOptions("texts", texts));
        using (var run = tracker.Start(new RunStart("r1", "demo", "r1", DateTimeOffset.UnixEpoch)))
        {
            for (var i = 0; i < 50; i++)
            {
                run.Metric("train/loss").Log(i);
                run.Metric("test/loss").Log(-i);
            }

            run.Log(new Metric("r1", "note", MetricType.Text, DateTimeOffset.UnixEpoch) { Text = "hello" });
        }

        var report = await tracker.StopAsync();

        Assert.Equal(100, all.Metrics.Count);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (double?)i), some.Metrics.Select(metric => metric.Number));
        Assert.Equal("hello", Assert.Single(texts.Metrics).Text);
        Assert.Equal(["begin r1", "end r1 Finished"], all.Events);
        Assert.Equal(
            ["all 100 of 101: not kept by this backend 1", "some 50 of 50", "store 101 of 101", "texts 1 of 101: not kept by this backend 100"],
            report.Ledger.OrderBy(line => line.Sink, StringComparer.Ordinal).Select(Text));
        Assert.True(all.Metrics.Zip(all.Metrics.Skip(1)).All(pair => pair.First.Sequence < pair.Second.Sequence));
        Assert.Equal((1, 1), (all.Starts, all.Stops));
    }

    [Fact]
    public async Task A_filter_that_throws_and_a_backend_that_throws_hurt_only_themselves()
    {
        var (good, filtered, failing) = (new ListBackend(), new ListBackend(), new ListBackend());
        var failures = 0;
        failing.BeforeWrite = _ => ++failures < 3 ? throw new InvalidOperationException("not yet") : Task.CompletedTask;
        var tracker = await OpenAsync(
            new SinkOptions("good", good),
            new SinkOptions("filtered", filtered) { Rules = [new SinkRule { Filter = metric => metric.Number == 1 ? throw new InvalidOperationException() : true }] },
            new SinkOptions("failing", failing) { FirstRetry = TimeSpan.FromMilliseconds(1) });
        using (var run = tracker.Start(new RunStart("r1", "demo", "r1", DateTimeOffset.UnixEpoch)))
        {
            for (var i = 0; i < 3; i++)
                run.Metric("loss").Log(i);
        }

        var report = await tracker.StopAsync();

        Assert.Equal(3, good.Metrics.Count);
        Assert.Equal(3, failing.Metrics.Count);
        Assert.Equal([0, 2], filtered.Metrics.Select(metric => metric.Number!.Value));
        Assert.Contains("filtered 2 of 3: the filter failed 1", report.Ledger.Select(Text));
    }

    [Fact]
    public async Task A_dead_sink_delays_no_other_and_gets_the_rest_from_the_next_tracker_once()
    {
        var (dead, living) = (new ListBackend(), new ListBackend());
        dead.BeforeWrite = _ => throw new IOException("the line is dead");
        var told = new List<Diagnostic>();
        var tracker = await Tracker.OpenAsync(
            new TrackerOptions
            {
                Store = Location,
                Sinks = [new SinkOptions("dead", dead) { FirstRetry = TimeSpan.FromMilliseconds(1) }, new SinkOptions("living", living)],
                StopTimeout = TimeSpan.FromSeconds(2),
                Report = told.Add,
            },
            Token);
        using (var run = tracker.Start(new RunStart("r1", "demo", "r1", DateTimeOffset.UnixEpoch)))
        {
            for (var i = 0; i < 500; i++)
                run.Metric("loss").Log(i);
        }

        var report = await tracker.StopAsync();

        Assert.Equal(500, living.Metrics.Count);
        Assert.Empty(dead.Metrics);
        Assert.Equal(["FORAY368", "FORAY367"], told.Select(diagnostic => diagnostic.Code));
        Assert.Contains("the line is dead", told[1].Message, StringComparison.Ordinal);
        Assert.Equal(500, report.Sinks.Single(sink => sink.Name == "living").Delivered);

        dead.BeforeWrite = _ => Task.CompletedTask;
        await (await OpenAsync(new SinkOptions("dead", dead), new SinkOptions("living", living))).StopAsync();

        Assert.Equal(Enumerable.Range(0, 500).Select(i => (double?)i), dead.Metrics.Select(metric => metric.Number));
        Assert.Equal(500, living.Metrics.Count);
        Assert.Equal("end r1 Finished", dead.Events[^1]);
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(Location, "spool")));
    }

    [Fact]
    public async Task A_spool_waits_for_a_sink_that_the_next_tracker_does_not_have()
    {
        var dead = new ListBackend { BeforeWrite = _ => throw new IOException("dead") };
        await LogAsync(10, new SinkOptions("dead", dead));
        await (await OpenAsync()).StopAsync();
        Assert.Single(Directory.EnumerateDirectories(Path.Combine(Location, "spool")));
        dead.BeforeWrite = _ => Task.CompletedTask;
        await (await OpenAsync(new SinkOptions("dead", dead))).StopAsync();
        Assert.Equal(10, dead.Metrics.Count);
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(Location, "spool")));
    }

    [Fact]
    public async Task A_spool_knows_its_sinks_before_anything_is_logged()
    {
        await using var tracker = await OpenAsync(new SinkOptions("list", new ListBackend()));
        Assert.Equal(["list"], SinkCursor.FindWaiting(Assert.Single(Directory.EnumerateDirectories(Path.Combine(Location, "spool")))));
    }

    [Fact]
    public async Task A_resumable_backend_gets_nothing_again_that_it_has()
    {
        var backend = new ListBackend { Delivery = BackendDelivery.Resumable };
        var fails = true;
        // It takes the first batch and says that it did not.
        backend.BeforeWrite = _ => Task.CompletedTask;
        var liar = new LyingBackend(backend, () => fails);
        await LogAsync(10, new SinkOptions("liar", liar) { BatchSize = 4 });
        fails = false;
        await (await OpenAsync(new SinkOptions("liar", liar) { BatchSize = 4 })).StopAsync();
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (double?)i), backend.Metrics.Select(metric => metric.Number));
    }

    [Theory]
    [InlineData(SinkPolicy.DropOldest)]
    [InlineData(SinkPolicy.Downsample)]
    public async Task A_sink_that_is_far_behind_lets_go_by_its_policy_and_counts_it(SinkPolicy policy)
    {
        var dropped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = new ListBackend();
        var tracker = await OpenAsync(new SinkOptions("slow", slow) { Policy = policy, MostBehind = 1000, BatchSize = 100, FirstRetry = TimeSpan.FromMilliseconds(1), LongestRetry = TimeSpan.FromMilliseconds(5) });
        slow.BeforeWrite = _ =>
        {
            if (tracker.Sinks.Single(sink => sink.Name == "slow").Dropped >= 10_000)
                dropped.TrySetResult();
            throw new IOException("dead");
        };
        using (var run = tracker.Start(new RunStart("r1", "demo", "r1", DateTimeOffset.UnixEpoch)))
        {
            for (var i = 0; i < 20_000; i++)
                run.Metric("loss").Log(i);
            await dropped.Task.WaitAsync(Token);
            slow.BeforeWrite = _ => Task.CompletedTask;
        }

        var report = await tracker.StopAsync();

        var line = report.Ledger.Single(entry => entry.Sink == "slow");
        Assert.Equal(20_000, line.Accepted);
        Assert.Equal(slow.Metrics.Count, line.Delivered);
        Assert.InRange(line.Delivered, 1, 10_000);
        Assert.Equal(19_999, slow.Metrics[^1].Number!.Value, policy == SinkPolicy.Downsample ? 10.0 : 0.5);
        Assert.Equal(0, report.NotKept);
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("store", "b")]
    [InlineData("a/b", "c")]
    [InlineData("", "c")]
    public async Task Names_of_sinks_that_cannot_be_are_refused(string one, string other)
    {
        var failure = await Assert.ThrowsAsync<DiagnosticException>(() => OpenAsync(new SinkOptions(one, new ListBackend()), new SinkOptions(other, new ListBackend())));
        Assert.Equal("FORAY365", failure.Diagnostics[0].Code);
        Assert.False(Directory.Exists(Location));
    }

    [Fact]
    public async Task Five_threads_with_a_hundred_points_each_arrive_as_five_hundred()
    {
        var backend = new ListBackend();
        var tracker = await OpenAsync(new SinkOptions("list", backend));
        using (var run = tracker.Start(new RunStart("r1", "demo", "r1", DateTimeOffset.UnixEpoch)))
        {
            await Task.WhenAll(Enumerable.Range(0, 5).Select(thread => Task.Run(
                () =>
                {
                    var handle = run.Metric($"m{thread}");
                    for (var i = 0; i < 100; i++)
                        handle.Log(i, i);
                },
                Token)));
        }

        await tracker.StopAsync();
        Assert.Equal(500, backend.Metrics.Count);
        foreach (var series in backend.Metrics.GroupBy(metric => metric.Name))
            Assert.Equal(Enumerable.Range(0, 100).Select(i => (long?)i), series.Select(metric => metric.Step));
    }

    private Task<Tracker> OpenAsync(params SinkOptions[] sinks) =>
        Tracker.OpenAsync(new TrackerOptions { Store = Location, Sinks = sinks, StopTimeout = TimeSpan.FromSeconds(20) }, Token);

    private async Task LogAsync(int points, SinkOptions sink)
    {
        var tracker = await Tracker.OpenAsync(new TrackerOptions { Store = Location, Sinks = [sink], StopTimeout = TimeSpan.FromSeconds(1) }, Token);
        using (var run = tracker.Start(new RunStart("r1", "demo", "r1", DateTimeOffset.UnixEpoch)))
        {
            for (var i = 0; i < points; i++)
                run.Metric("loss").Log(i);
        }

        await tracker.StopAsync();
    }

    private static string Text(LedgerLine line) =>
        $"{line.Sink} {line.Delivered} of {line.Accepted}{(line.Dropped.Count == 0 ? "" : ": ")}{string.Join(", ", line.Dropped.Select(reason => $"{reason.Key} {reason.Value}"))}";

    /// <summary>Takes a batch and says that it did not, as a server does whose answer is lost.</summary>
    private sealed class LyingBackend(ListBackend inner, Func<bool> fails) : IBackend
    {
        public BackendDelivery Delivery => inner.Delivery;

        public Task<long> FindLastAsync(string run, CancellationToken cancellationToken) => inner.FindLastAsync(run, cancellationToken);

        public async Task WriteAsync(IReadOnlyList<Metric> batch, CancellationToken cancellationToken)
        {
            if (fails() && inner.Metrics.Count > 0)
                throw new IOException("away");
            await inner.WriteAsync(batch, cancellationToken);
            if (fails())
                throw new IOException("lost");
        }
    }
}
