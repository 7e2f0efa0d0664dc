using System.Collections.Concurrent;
using Foray.Sdk.Plugins;
using Foray.Sdk.Tracking;

namespace Foray.Tracking.Tests.Routing;

/// <summary>A backend that keeps what it gets in memory, and fails when it is told to.</summary>
internal sealed class ListBackend : IBackend, IPluginLifecycle
{
    private readonly ConcurrentQueue<Metric> _metrics = new();
    private readonly ConcurrentQueue<string> _events = new();

    public IReadOnlyList<Metric> Metrics => [.. _metrics];

    public IReadOnlyList<string> Events => [.. _events];

    public BackendDelivery Delivery { get; init; } = BackendDelivery.AtLeastOnce;

    public Func<MetricType, bool> Takes { get; init; } = type => type is MetricType.Scalar or MetricType.System;

    /// <summary>Runs before each batch is taken; may throw or wait.</summary>
    public Func<CancellationToken, Task> BeforeWrite { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs at the end of a stop; may throw or wait.</summary>
    public Func<CancellationToken, Task> AtStop { get; init; } = _ => Task.CompletedTask;

    public int Starts { get; private set; }

    public int Stops { get; private set; }

    public bool Accepts(MetricType type) => Takes(type);

    public Task BeginAsync(RunStart run, CancellationToken cancellationToken)
    {
        _events.Enqueue($"begin {run.Id}");
        return Task.CompletedTask;
    }

    public Task EndAsync(RunStart run, RunState state, DateTimeOffset ended, CancellationToken cancellationToken)
    {
        _events.Enqueue($"end {run.Id} {state}");
        return Task.CompletedTask;
    }

    public Task<long> FindLastAsync(string run, CancellationToken cancellationToken) =>
        Task.FromResult(_metrics.Where(metric => metric.Run == run).Select(metric => metric.Sequence).DefaultIfEmpty().Max());

    public async Task WriteAsync(IReadOnlyList<Metric> batch, CancellationToken cancellationToken)
    {
        await BeforeWrite(cancellationToken);
        foreach (var metric in batch)
            _metrics.Enqueue(metric);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Starts++;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Stops++;
        return AtStop(cancellationToken);
    }
}
