using System.Collections.Concurrent;
using System.Net;
using Foray.Backends.Http;
using Foray.Sdk.Plugins;
using Foray.Sdk.Tracking;
using Microsoft.Extensions.Logging;

namespace Foray.Backends.MLflow;

/// <summary>Runs of an MLflow tracking server, through its REST API.</summary>
[Plugin(Kind)]
public sealed class MLflowBackend(MLflowOptions options, ILogger logger, TimeProvider time) : IBackend, IRefusesMetrics, IDisposable
{
    /// <summary>The plugin's name.</summary>
    internal const string Kind = "mlflow";

    private readonly ConcurrentDictionary<string, RunStart> _starts = new();
    private readonly ConcurrentDictionary<string, RemoteRun> _remotes = new();
    private readonly MLflowServer _server = new(options, time);
    private readonly Refusals _refusals = new(Kind, logger);

    /// <inheritdoc/>
    public IReadOnlyList<RefusedMetrics> Refused => _refusals.Latest;

    /// <inheritdoc/>
    public bool Accepts(MetricType type) => LogBatch.Takes(type) || type is MetricType.Text or MetricType.Image or MetricType.Figure or MetricType.Artifact;

    /// <summary>Finds the run there, or makes it.</summary>
    public Task BeginAsync(RunStart run, CancellationToken cancellationToken)
    {
        _starts[run.Id] = run;
        _remotes.TryRemove(run.Id, out _);
        return EnsureAsync(run.Id, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task WriteAsync(IReadOnlyList<Metric> batch, CancellationToken cancellationToken)
    {
        _refusals.Clear();
        foreach (var ofRun in batch.GroupBy(metric => metric.Run))
        {
            var run = await EnsureAsync(ofRun.Key, cancellationToken);
            var fitting = ofRun.Where(IsFitting).ToList();
            foreach (var metrics in LogBatch.Split(fitting.Where(metric => LogBatch.Takes(metric.Type))))
                await Halves.SendAsync<Metric>(metrics, some => LogAsync(run, ofRun.Key, some, cancellationToken), (metric, reason) => _refusals.Add(metric, reason));
            foreach (var metric in fitting.Where(metric => !LogBatch.Takes(metric.Type)))
                await PutAsync(run, metric, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task EndAsync(RunStart run, RunState state, DateTimeOffset ended, CancellationToken cancellationToken)
    {
        _starts[run.Id] = run;
        await _server.UpdateRunAsync(await EnsureAsync(run.Id, cancellationToken), state, ended, cancellationToken);
        _starts.TryRemove(run.Id, out _);
        _refusals.Forget(run.Id);
    }

    /// <summary>The run's id there.</summary>
    public string? FindRemoteId(string run) => _remotes.GetValueOrDefault(run)?.Id;

    /// <inheritdoc/>
    public void Dispose() => _server.Dispose();

    private async Task<RemoteRun> EnsureAsync(string run, CancellationToken cancellationToken)
    {
        if (_remotes.TryGetValue(run, out var known))
            return known;
        var start = _starts.GetValueOrDefault(run) ?? throw new InvalidOperationException($"run '{run}' has not begun");
        var experiment = await _server.EnsureExperimentAsync(start.Experiment.Length == 0 ? "Default" : start.Experiment, cancellationToken);
        var remote = await _server.FindRunAsync(experiment, run, cancellationToken);
        if (remote is null)
            remote = await _server.CreateRunAsync(experiment, start, await FindParentAsync(start, experiment, cancellationToken), cancellationToken);
        else
            await _server.UpdateRunAsync(remote, RunState.Running, ended: null, cancellationToken);
        return _remotes[run] = remote;
    }

    /// <summary>The parent began before; after a restart it has to be looked for.</summary>
    private async Task<string?> FindParentAsync(RunStart run, string experiment, CancellationToken cancellationToken)
    {
        if (run.Parent is not { } parent)
            return null;
        return FindRemoteId(parent) ?? (await _server.FindRunAsync(experiment, parent, cancellationToken))?.Id;
    }

    private bool IsFitting(Metric metric)
    {
        if (MLflowLimits.FindObstacle(metric) is not { } obstacle)
            return true;
        _refusals.Add(metric, obstacle);
        return false;
    }

    private async Task<string?> LogAsync(RemoteRun remote, string run, ReadOnlyMemory<Metric> metrics, CancellationToken cancellationToken)
    {
        var answer = await _server.LogBatchAsync(LogBatch.RequestOf(remote.Id, metrics.Span), cancellationToken);
        if (answer.IsSuccess)
            return null;
        if (answer.Status == HttpStatusCode.RequestEntityTooLarge || MLflowError.CodeOf(answer) == MLflowError.InvalidValue)
            return $"the server refuses it: {MLflowError.MessageOf(answer)}";
        throw Lost(run, answer);
    }

    private async Task PutAsync(RemoteRun remote, Metric metric, CancellationToken cancellationToken)
    {
        if (remote.ArtifactPath is not { } folder)
        {
            _refusals.Add(metric, "the server keeps artifacts elsewhere than in its own storage (start it with --serve-artifacts)");
            return;
        }

        if (MetricContent.FindObstacle(metric) is { } obstacle)
        {
            _refusals.Add(metric, obstacle);
            return;
        }

        var answer = await _server.PutArtifactAsync($"{folder}/{ArtifactPath.Of(metric)}".TrimStart('/'), () => MetricContent.Open(metric), cancellationToken);
        if (answer.Status == HttpStatusCode.RequestEntityTooLarge || MLflowError.CodeOf(answer) == MLflowError.InvalidValue)
            _refusals.Add(metric, $"the server refuses it: {MLflowError.MessageOf(answer)}");
        else if (!answer.IsSuccess)
            throw Lost(metric.Run, answer);
    }

    /// <summary>Where the run is gone there, it is looked for, or made, at the next attempt.</summary>
    private Exception Lost(string run, Answer answer)
    {
        if (answer.Status == HttpStatusCode.NotFound)
            _remotes.TryRemove(run, out _);
        return _server.Refusal(answer);
    }
}
