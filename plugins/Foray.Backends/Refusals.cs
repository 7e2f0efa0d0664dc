using Foray.Sdk.Tracking;
using Microsoft.Extensions.Logging;

namespace Foray.Backends;

/// <summary>Counts what a backend leaves out of a batch, and warns once for each run.</summary>
internal sealed class Refusals(string backend, ILogger logger)
{
    private readonly Dictionary<(string Run, string Reason), int> _counts = [];
    private readonly HashSet<string> _warned = [];

    /// <summary>What was left out since <see cref="Clear"/>.</summary>
    public IReadOnlyList<RefusedMetrics> Latest => [.. _counts.Select(entry => new RefusedMetrics(entry.Key.Run, entry.Value, entry.Key.Reason))];

    /// <summary>Begins a batch.</summary>
    public void Clear() => _counts.Clear();

    /// <summary>Counts metrics of a run that are left out.</summary>
    /// <param name="metric">One of them.</param>
    /// <param name="reason">Why.</param>
    /// <param name="count">How many.</param>
    public void Add(Metric metric, string reason, int count = 1)
    {
        _counts[(metric.Run, reason)] = _counts.GetValueOrDefault((metric.Run, reason)) + count;
        if (_warned.Add(metric.Run))
            logger.LogWarning("backend '{Backend}' leaves out '{Metric}' of run '{Run}', and others like it without a further warning: {Reason}", backend, metric.Name, metric.Run, reason);
    }

    /// <summary>Forgets a run that has ended.</summary>
    public void Forget(string run) => _warned.Remove(run);
}
