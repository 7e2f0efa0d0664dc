using Foray.Sdk.Tracking;
using Foray.Tracking.Runs;

namespace Foray.Tracking.Collecting;

/// <summary>A run as a collector sees it: its metrics say where they come from, and those of a machine begin with its name.</summary>
/// <param name="run">The run.</param>
/// <param name="source">Name of the collector.</param>
/// <param name="machine">Name of the machine; null for this computer.</param>
internal sealed class CollectionSink(IMetricSink run, string source, string? machine) : IMetricSink
{
    public string Run => run.Run;

    public void Log(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        var name = machine is null ? metric.Name : $"{machine}/{metric.Name}";
        run.Log(metric with { Name = TrackedNames.Clean(name), Source = source });
    }
}
