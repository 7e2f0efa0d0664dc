using System.Collections.Concurrent;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Tracking;

namespace Foray.Experiments.Tests.Tracking;

/// <summary>A tracked run that keeps what it is told in memory.</summary>
internal sealed class RecordingRun(RunStart? start = null) : ITrackedRun
{
    private readonly ConcurrentQueue<Metric> _metrics = new();

    public IReadOnlyList<Metric> Metrics => [.. _metrics];

    public RunStart Start { get; } = start ?? new("run-1", "demo", "run-1", DateTimeOffset.UnixEpoch);

    public string Run => Start.Id;

    public RunState? Ended { get; private set; }

    public void Log(Metric metric) => _metrics.Enqueue(metric);

    /// <summary>Contents of the artifacts by their paths.</summary>
    public ConcurrentDictionary<string, string> Artifacts { get; } = new();

    public Task LogArtifactAsync(string path, string file, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task LogArtifactAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        if (path.Split('/').Contains(".."))
            throw new DiagnosticException(Diagnostic.Error("FORAY320", $"'{path}' cannot be the path of an artifact"));
        using var reader = new StreamReader(content);
        Artifacts[path] = await reader.ReadToEndAsync(cancellationToken);
    }

    public void End(RunState state) => Ended ??= state;
}
