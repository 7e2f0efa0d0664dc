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
}
