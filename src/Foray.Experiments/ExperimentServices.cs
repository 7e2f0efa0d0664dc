using Foray.Experiments.Events;
using Foray.Experiments.Tracking;
using Foray.Plugins.Catalog;
using Foray.Plugins.Loading;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Processes;

namespace Foray.Experiments;

/// <summary>What work on experiments needs from its host.</summary>
/// <param name="Catalog">The plugins that were found.</param>
/// <param name="Diagnostics">What the host found worth telling before any work.</param>
/// <param name="Loader">Loads them.</param>
/// <param name="Processes">Processes on this computer; made when first needed.</param>
/// <param name="Clock">The time.</param>
/// <param name="Observer">Shows what happens.</param>
public sealed record ExperimentServices(
    PluginCatalog Catalog,
    IReadOnlyList<Diagnostic> Diagnostics,
    PluginLoader Loader,
    Lazy<IProcesses> Processes,
    TimeProvider Clock,
    IRunObserver Observer)
{
    /// <summary>Where plugins speak; null where the host shows nothing of it. Default: null.</summary>
    public PluginOutput? Output { get; init; }

    /// <summary>Opens what keeps the numbers of a run; null where the host keeps none. Default: null.</summary>
    public Func<TrackingRequest, CancellationToken, Task<IRunTracking>>? OpenTracking { get; init; }

    /// <summary>Says what is wrong with a filter of metrics of a backend; null where the host takes any. Default: null.</summary>
    public Func<string, IReadOnlyList<Diagnostic>>? CheckMetricFilter { get; init; }
}
