using Foray.Sdk.Plugins;

namespace Foray.Sdk.Tracking;

/// <summary>Measures something again and again: the computer, a device, a repository. Never called twice at once.</summary>
[PluginKind("collector")]
public interface ICollector
{
    /// <summary>Time from one measurement to the next; zero for a single one at the start of a run. Default: 10 s.</summary>
    TimeSpan Interval => TimeSpan.FromSeconds(10);

    /// <summary>Measures this computer once.</summary>
    /// <param name="sink">Takes what was measured.</param>
    /// <param name="cancellationToken">Cancelled when the run ends.</param>
    ValueTask CollectAsync(IMetricSink sink, CancellationToken cancellationToken);
}
