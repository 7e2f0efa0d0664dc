using Foray.Sdk.Plugins;

namespace Foray.Sdk.Tracking;

/// <summary>
/// Where metrics go: a file, a database, a server. The host hands over batches in order, one at a time; a batch whose <see cref="WriteAsync"/> throws is kept and handed over again.
/// A backend that holds connections implements <see cref="IPluginLifecycle"/> too: it connects in the start and delivers the rest in the stop.
/// </summary>
[PluginKind("backend")]
public interface IBackend
{
    /// <summary>What a repeated batch does. Default: <see cref="BackendDelivery.AtLeastOnce"/>.</summary>
    BackendDelivery Delivery => BackendDelivery.AtLeastOnce;

    /// <summary>True for the types that it can keep; others are never handed to it, and the run's ledger says so. Default: scalars and system metrics.</summary>
    bool Accepts(MetricType type) => type is MetricType.Scalar or MetricType.System;

    /// <summary>Writes metrics. When it returns they are delivered.</summary>
    /// <param name="batch">The metrics, in the order in which they were logged; at least one, all of accepted types.</param>
    /// <param name="cancellationToken">Ends the attempt; the batch then counts as not delivered.</param>
    Task WriteAsync(IReadOnlyList<Metric> batch, CancellationToken cancellationToken);

    /// <summary>Told that a run begins, or is gone on with: before its first batch in this process.</summary>
    Task BeginAsync(RunStart run, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Told that a run has ended and all of its metrics are delivered; not called where they are not.</summary>
    Task EndAsync(RunStart run, RunState state, DateTimeOffset ended, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// The <see cref="Metric.Sequence"/> of the last metric of a run that the backend has; 0 for none. Asked once before the first batch of a run
    /// where <see cref="Delivery"/> is <see cref="BackendDelivery.Resumable"/>: what is not behind it is not handed over again.
    /// </summary>
    Task<long> FindLastAsync(string run, CancellationToken cancellationToken) => Task.FromResult(0L);

    /// <summary>The id or address that a run has there; null where it has none, or is not known yet. Default: null.</summary>
    string? FindRemoteId(string run) => null;
}
