using Foray.Sdk.Tracking;

namespace Foray.Experiments.Tracking;

/// <summary>A run as a collector sees it: its metrics say where they come from, and those of a machine begin with its name.</summary>
internal sealed class CollectorSink(IMetricSink run, PlannedCollector collector) : IMetricSink
{
    public string Run => run.Run;

    public void Log(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        var name = collector.Machine is { } machine ? $"{machine.Name}/{metric.Name}" : metric.Name;
        run.Log(metric with { Name = TrackedName.Of(name), Source = collector.Name });
    }
}
