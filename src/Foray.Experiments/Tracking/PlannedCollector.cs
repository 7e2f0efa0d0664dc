using Foray.Sdk.Machines;
using Foray.Sdk.Tracking;

namespace Foray.Experiments.Tracking;

/// <summary>A collector and what it measures.</summary>
/// <param name="Name">Name of the plugin, and source of its metrics.</param>
/// <param name="Collector">The plugin.</param>
/// <param name="Machine">The machine; null for this computer.</param>
internal sealed record PlannedCollector(string Name, ICollector Collector, IMachine? Machine)
{
    /// <summary>Measures once.</summary>
    public ValueTask CollectAsync(IMetricSink sink, CancellationToken cancellationToken) =>
        Machine is { } machine && Collector is IMachineCollector remote ? remote.CollectAsync(machine, sink, cancellationToken) : Collector.CollectAsync(sink, cancellationToken);
}
