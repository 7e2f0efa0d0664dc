using Foray.Experiments.Tracking;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Tracking;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Experiments.Tests.Tracking;

public sealed class CollectorScheduleTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingRun _run = new();
    private readonly List<Diagnostic> _told = [];

    [Fact]
    public async Task A_collector_measures_at_once_and_after_each_interval_until_the_end()
    {
        var collector = new CountingCollector();
        using var stop = new CancellationTokenSource();
        var work = Schedule().RunAsync([new PlannedCollector("counting", collector, null)], stop.Token);
        while (collector.Count < 3)
        {
            _time.Advance(collector.Interval);
            await Task.Yield();
        }

        await stop.CancelAsync();
        await work;
        Assert.All(_run.Metrics, metric => Assert.Equal(("count", "counting"), (metric.Name, metric.Source)));
        Assert.Empty(_told);
    }

    [Fact]
    public async Task A_collector_that_fails_is_told_once_and_measures_again()
    {
        var collector = new CountingCollector { FailsUntil = 3 };
        using var stop = new CancellationTokenSource();
        var work = Schedule().RunAsync([new PlannedCollector("counting", collector, null)], stop.Token);
        while (collector.Count < 4)
        {
            _time.Advance(collector.Interval);
            await Task.Yield();
        }

        await stop.CancelAsync();
        await work;
        var diagnostic = Assert.Single(_told);
        Assert.Equal(("FORAY369", Severity.Warning), (diagnostic.Code, diagnostic.Severity));
        Assert.Contains("no sensor", diagnostic.Message, StringComparison.Ordinal);
        Assert.NotEmpty(_run.Metrics);
    }

    [Fact]
    public async Task A_collector_without_an_interval_measures_once()
    {
        var collector = new CountingCollector { Interval = TimeSpan.Zero };
        await Schedule().RunAsync([new PlannedCollector("counting", collector, null)], TestContext.Current.CancellationToken);
        Assert.Equal(1, collector.Count);
    }

    private CollectorSchedule Schedule() => new(_run, _time, _told.Add);

    private sealed class CountingCollector : ICollector
    {
        private int _count;

        public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

        public int FailsUntil { get; init; }

        public int Count => Volatile.Read(ref _count);

        public ValueTask CollectAsync(IMetricSink sink, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _count) < FailsUntil)
                throw new InvalidOperationException("no sensor");
            sink.Log(new Metric(sink.Run, "count", MetricType.Scalar, DateTimeOffset.UnixEpoch) { Number = Count });
            return ValueTask.CompletedTask;
        }
    }
}
