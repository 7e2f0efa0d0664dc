using Foray.Sdk.Machines;

namespace Foray.Sdk.Tracking;

/// <summary>A collector that can also measure another machine, where nothing of Foray's is installed: it asks over the machine's transport.</summary>
public interface IMachineCollector : ICollector
{
    /// <summary>Measures a machine once. One instance measures one machine, and is never called twice at once.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="sink">Takes what was measured.</param>
    /// <param name="cancellationToken">Cancelled when the run ends.</param>
    ValueTask CollectAsync(IMachine machine, IMetricSink sink, CancellationToken cancellationToken);
}
