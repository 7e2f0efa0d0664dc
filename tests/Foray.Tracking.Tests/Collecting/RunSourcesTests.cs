using System.Collections.Concurrent;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Testing.Machines;
using Foray.Sdk.Tracking;
using Foray.Tracking.Runs;
using Foray.Tracking.Store;
using Foray.Tracking.Tests.Spool;

namespace Foray.Tracking.Tests.Collecting;

/// <summary>Collectors and integrations of runs that are tracked for real.</summary>
public sealed class RunSourcesTests : IDisposable
{
    private static readonly DateTimeOffset Time = DateTimeOffset.UnixEpoch.AddYears(50);

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<Diagnostic> _told = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Location => Path.Combine(_folder.Path, "store");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_a_collector_measures_and_an_integration_hears_is_in_the_store()
    {
        var (collector, integration) = (new TestCollector(), new TestIntegration());
        var tracker = await OpenAsync();
        string id;
        using (var run = tracker.Start("demo"))
        {
            id = run.Run;
            run.Collect(collector, TimeSpan.Zero);
            run.Listen(integration);
            integration.Hear(7);
        }

        integration.Hear(8);
        var report = await tracker.StopAsync();

        Assert.Equal((1, 1), (collector.Starts, collector.Stops));
        Assert.Equal(1, Assert.Single(report.Collections).Measured);
        Assert.Empty(_told);
        await using var store = await TrackingStores.OpenExistingAsync(Location, Token);
        Assert.Equal(1, (await store.Points.FindAsync(id, "count", Token))!.Last);
        var heard = await store.Points.FindAsync(id, "heard", Token);
        Assert.Equal((2, 7.0, -1.0), (heard!.Count, heard.First, heard.Last));
    }

    [Fact]
    public async Task A_run_without_an_end_is_measured_until_its_tracker_stops()
    {
        var collector = new TestCollector { Interval = TimeSpan.FromMilliseconds(1) };
        var tracker = await OpenAsync();
        tracker.Start("demo").Collect(collector);
        while (collector.Count < 3)
            await Task.Yield();
        var report = await tracker.StopAsync();

        Assert.Equal(1, collector.Stops);
        Assert.Equal(collector.Count, Assert.Single(report.Collections).Measured);
        Assert.Empty(_told);
    }

    [Fact]
    public async Task Collectors_and_integrations_that_fail_hurt_only_themselves()
    {
        var tracker = await OpenAsync();
        string id;
        using (var run = tracker.Start("demo"))
        {
            id = run.Run;
            run.Collect(new TestCollector((_, _) => throw new IOException("no sensor")), TimeSpan.Zero);
            run.Listen(new TestIntegration { Attaching = () => throw new IOException("no framework") });
            run.Listen(new TestIntegration { Detaching = () => throw new IOException("no way out") });
            run.Metric("loss").Log(1);
        }

        var report = await tracker.StopAsync();

        Assert.Equal(["FORAY445", "FORAY446", "FORAY446"], _told.Select(diagnostic => diagnostic.Code).Order(StringComparer.Ordinal));
        Assert.All(["no sensor", "no framework", "no way out"], reason => Assert.Contains(_told, diagnostic => diagnostic.Message.Contains(reason, StringComparison.Ordinal)));
        Assert.Equal(1, Assert.Single(report.Collections, collection => collection.Run == id).Failed);
        await using var store = await TrackingStores.OpenExistingAsync(Location, Token);
        Assert.Equal(RunState.Finished, (await store.Runs.FindAsync(id, Token))!.State);
    }

    [Fact]
    public async Task Metrics_of_a_machine_begin_with_its_name_and_have_names_that_can_be_kept()
    {
        var tracker = await OpenAsync();
        await using var machine = new FakeMachine("m1");
        string id;
        using (var run = tracker.Start("demo"))
        {
            id = run.Run;
            run.Collect(new MachineCollector(), machine: machine);
        }

        await tracker.StopAsync();
        await using var store = await TrackingStores.OpenExistingAsync(Location, Token);
        var series = await store.Points.FindAsync(id, "m1/fan_0", Token);
        Assert.Equal((1, "MachineCollector"), (series!.Count, series.Source));
    }

    [Fact]
    public async Task A_run_that_has_ended_takes_no_sources_and_a_collector_of_this_computer_no_machine()
    {
        await using var tracker = await OpenAsync();
        await using var machine = new FakeMachine("m1");
        var run = tracker.Start("demo");
        Assert.Throws<ArgumentException>(() => run.Collect(new TestCollector(), machine: machine));
        run.End(RunState.Finished);
        Assert.Equal("FORAY320", Assert.Throws<DiagnosticException>(() => run.Collect(new TestCollector())).Diagnostics[0].Code);
        Assert.Equal("FORAY320", Assert.Throws<DiagnosticException>(() => run.Listen(new TestIntegration())).Diagnostics[0].Code);
    }

    private Task<Tracker> OpenAsync() => Tracker.OpenAsync(new TrackerOptions { Store = Location, Report = _told.Enqueue }, Token);

    private sealed class MachineCollector : IMachineCollector
    {
        public TimeSpan Interval => TimeSpan.Zero;

        public ValueTask CollectAsync(IMetricSink sink, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask CollectAsync(IMachine machine, IMetricSink sink, CancellationToken cancellationToken)
        {
            sink.Log(new Metric(sink.Run, "fan#0", MetricType.System, Time) { Number = 1 });
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Logs what a test lets it hear, and -1 at the end.</summary>
    private sealed class TestIntegration : IIntegration
    {
        private IMetricSink? _sink;

        public Action Attaching { get; init; } = () => { };

        public Action Detaching { get; init; } = () => { };

        public IDisposable Attach(IMetricSink sink)
        {
            Attaching();
            _sink = sink;
            return new Attachment(this);
        }

        public void Hear(double number) => _sink?.Log(new Metric(_sink.Run, "heard", MetricType.Scalar, Time) { Number = number });

        private sealed class Attachment(TestIntegration integration) : IDisposable
        {
            public void Dispose()
            {
                integration.Detaching();
                integration.Hear(-1);
                integration._sink = null;
            }
        }
    }
}
