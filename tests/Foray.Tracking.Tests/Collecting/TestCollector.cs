using Foray.Sdk.Plugins;
using Foray.Sdk.Tracking;

namespace Foray.Tracking.Tests.Collecting;

/// <summary>Counts how often it measured, and does what a test says meanwhile.</summary>
[Plugin("counting", Description = "Counts.")]
internal sealed class TestCollector(Func<int, CancellationToken, Task>? meanwhile = null) : ICollector, IPluginLifecycle
{
    private int _count;

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    public Func<Task> Starting { get; set; } = () => Task.CompletedTask;

    public Func<Task> Stopping { get; set; } = () => Task.CompletedTask;

    public int Count => Volatile.Read(ref _count);

    public int Starts { get; private set; }

    public int Stops { get; private set; }

    public async ValueTask CollectAsync(IMetricSink sink, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _count);
        if (meanwhile is not null)
            await meanwhile(number, cancellationToken);
        sink.Log(new Metric(sink.Run, "count", MetricType.System, DateTimeOffset.UnixEpoch.AddSeconds(number)) { Number = number });
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Starts++;
        return Starting();
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Stops++;
        return Stopping();
    }
}
