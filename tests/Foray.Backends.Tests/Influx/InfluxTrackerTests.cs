using Foray.Backends.Influx;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Tracking;
using Foray.Tracking.Routing;
using Foray.Tracking.Runs;
using Foray.Tracking.Store;

namespace Foray.Backends.Tests.Influx;

/// <summary>A real InfluxDB 1.6 and a store, which a tracker has to tell the same.</summary>
public sealed class InfluxTrackerTests : IAsyncLifetime
{
    private const int Steps = 2_000;
    private const int BatchSize = 500;

    /// <summary>Ends a test whose tracker hangs.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(1);

    private static readonly string[] Names = ["loss", "val/loss", "speed"];
    private readonly InfluxDaemon _server = new();
    private readonly FakeHost _host = new(TimeProvider.System);
    private readonly InfluxBackend _backend;

    public InfluxTrackerTests() => _backend = PluginUnderTest.Create<InfluxBackend>(new { _server.Url }, _host);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Location => Path.Combine(_host.Folder, "store");

    public async ValueTask InitializeAsync() => await _server.StartAsync(Token);

    public ValueTask DisposeAsync()
    {
        _backend.Dispose();
        _server.Dispose();
        _host.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_server_that_is_killed_twice_in_mid_run_agrees_with_the_store_point_by_point()
    {
        var tracker = await OpenAsync(new PerilousBackend(_backend, BreakAsync), Hang);
        LogRun(tracker);
        var report = await tracker.StopAsync();

        Assert.Equal(Steps * Names.Length, report.Ledger.Single(line => line.Sink == "influx").Delivered);
        await AssertAgreementAsync();

        async Task BreakAsync(int write, Func<Task> work)
        {
            if (write is not (3 or 4 or 8 or 9))
            {
                await work();
                return;
            }

            var writing = work();
            if (write is 3 or 8)
                _server.Kill();
            try
            {
                await writing;
            }
            finally
            {
                // Only what comes after the write that was refused by a dead server finds a living one.
                if (write is 4 or 9)
                    await _server.StartAsync(Token);
            }
        }
    }

    [Fact]
    public async Task A_stop_in_mid_run_ends_at_its_deadline_and_the_next_start_delivers_the_rest()
    {
        var tracker = await OpenAsync(new PerilousBackend(_backend, (write, work) => write < 4 ? work() : new TaskCompletionSource().Task), TimeSpan.FromSeconds(1));
        LogRun(tracker);
        var report = await tracker.StopAsync().WaitAsync(Hang, Token);
        Assert.Equal(3 * BatchSize, report.Sinks.Single(sink => sink.Name == "influx").Delivered);
        Assert.Equal(3 * BatchSize, (await _server.ReadAllAsync(Token)).Count);

        await (await OpenAsync(_backend, Hang)).StopAsync();

        await AssertAgreementAsync();
    }

    private static void LogRun(Tracker tracker)
    {
        using var run = tracker.Start(Some.Run);
        for (var step = 0; step < Steps; step++)
        {
            foreach (var name in Names)
                run.Metric(name).Log(Math.Sin(step) * 1e3, step);
        }
    }

    private Task<Tracker> OpenAsync(IBackend backend, TimeSpan stopTimeout) => Tracker.OpenAsync(
        new TrackerOptions
        {
            Store = Location,
            Sinks = [new SinkOptions("influx", backend) { BatchSize = BatchSize, FirstRetry = TimeSpan.FromMilliseconds(1), LongestRetry = TimeSpan.FromMilliseconds(10) }],
            StopTimeout = stopTimeout,
        },
        Token);

    private async Task AssertAgreementAsync()
    {
        var expected = new List<string>();
        await using var store = await TrackingStores.OpenExistingAsync(Location, Token);
        foreach (var name in Names)
        {
            await foreach (var block in store.Points.ReadAsync(Some.Run.Id, name, PlotAxis.Index, null, Token))
                expected.AddRange(Enumerable.Range(0, block.Values.Length).Select(at => Describe(block, at)));
        }

        Assert.Equal(Steps * Names.Length, expected.Count);
        Assert.Equal(expected.Order(StringComparer.Ordinal), (await _server.ReadAllAsync(Token)).Order(StringComparer.Ordinal));
    }

    private static string Describe(PointBlock block, int at) => InfluxDaemon.Describe(
        block.Name, $"experiment={Some.Run.Experiment},run={block.Run}", block.Times.Span[at], block.Values.Span[at], null, block.Steps.Span[at]);

    /// <summary>A backend with something in front of it that may go wrong: told the number of the write, from 1.</summary>
    private sealed class PerilousBackend(InfluxBackend inner, Func<int, Func<Task>, Task> write) : IBackend, IRefusesMetrics
    {
        private int _writes;

        public BackendDelivery Delivery => inner.Delivery;

        public IReadOnlyList<RefusedMetrics> Refused => inner.Refused;

        public Task BeginAsync(RunStart run, CancellationToken cancellationToken) => inner.BeginAsync(run, cancellationToken);

        public Task WriteAsync(IReadOnlyList<Metric> batch, CancellationToken cancellationToken) => write(++_writes, () => inner.WriteAsync(batch, cancellationToken));
    }
}
