using System.Collections.Concurrent;
using Foray.Sdk.Tracking;

namespace Foray.Experiments.Tests.Tracking;

/// <summary>A tracked run that keeps what it is told in memory.</summary>
internal sealed class RecordingRun : ITrackedRun
{
    private readonly ConcurrentQueue<Metric> _metrics = new();

    public IReadOnlyList<Metric> Metrics => [.. _metrics];

    public RunStart Start { get; } = new("run-1", "demo", "run-1", DateTimeOffset.UnixEpoch);

    public string Run => Start.Id;

    public RunState? Ended { get; private set; }

    public void Log(Metric metric) => _metrics.Enqueue(metric);

    public Task LogArtifactAsync(string path, string file, CancellationToken cancellationToken) => Task.CompletedTask;

    public void End(RunState state) => Ended ??= state;
}
