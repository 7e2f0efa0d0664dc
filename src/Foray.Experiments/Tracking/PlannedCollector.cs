using Foray.Sdk.Machines;
using Foray.Sdk.Tracking;

namespace Foray.Experiments.Tracking;

/// <summary>A collector and what it measures.</summary>
/// <param name="Collector">The plugin.</param>
/// <param name="Machine">The machine; null for this computer.</param>
internal sealed record PlannedCollector(ICollector Collector, IMachine? Machine);
