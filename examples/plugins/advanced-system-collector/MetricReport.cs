using Foray.Sdk.Tracking;

namespace Example.SystemCollector;

/// <summary>The metrics of one measurement: all of one moment.</summary>
internal sealed class MetricReport(IMetricSink sink, DateTimeOffset time)
{
    private const string Source = "advanced-system";

    public void Add(string name, double value) => Log(name, value, new Dictionary<string, string>());

    public void Add(string name, double value, ProcessTime process) =>
        Log(name, value, new Dictionary<string, string> { ["pid"] = process.Pid, ["process"] = process.Name });

    /// <summary>A part of a whole; nothing where there is no whole.</summary>
    public void AddPercent(string name, double part, double whole)
    {
        if (whole > 0)
            Add(name, 100 * part / whole);
    }

    /// <summary>A growth over time; nothing where a counter has begun anew, because a device is gone.</summary>
    public void AddRate(string name, double growth, double seconds)
    {
        if (growth >= 0)
            Add(name, growth / seconds);
    }

    private void Log(string name, double value, Dictionary<string, string> tags) =>
        sink.Log(new Metric(sink.Run, $"system/{name}", MetricType.System, time) { Source = Source, Number = value, Tags = tags });
}
