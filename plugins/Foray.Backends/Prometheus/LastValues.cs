using System.Text;
using Foray.Sdk.Tracking;

namespace Foray.Backends.Prometheus;

/// <summary>The last value of every metric of the runs that go on, and for a while of those that have ended. Any thread may call.</summary>
internal sealed class LastValues(string prefix, TimeSpan keepEnded, TimeProvider time)
{
    private readonly record struct Value(string Run, double Number);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, RunStart> _runs = [];
    private readonly Dictionary<string, long> _ended = [];
    private readonly SortedDictionary<string, SortedDictionary<string, Value>> _families = new(StringComparer.Ordinal);

    public void Begin(RunStart run)
    {
        lock (_lock)
        {
            _runs[run.Id] = run;
            _ended.Remove(run.Id);
        }
    }

    public void End(string run)
    {
        lock (_lock)
            _ended[run] = time.GetTimestamp();
    }

    public void Set(IReadOnlyList<Metric> metrics)
    {
        lock (_lock)
        {
            foreach (var metric in metrics)
            {
                var name = PrometheusText.NameOf(prefix, metric.Name);
                if (!_families.TryGetValue(name, out var family))
                    _families[name] = family = new SortedDictionary<string, Value>(StringComparer.Ordinal);
                var labels = MetricLabels.Of(metric, _runs.GetValueOrDefault(metric.Run));
                family[PrometheusText.LabelsOf(prefix, metric.Name, labels)] = new Value(metric.Run, metric.Number ?? double.NaN);
            }
        }
    }

    /// <summary>All of them as a page.</summary>
    public string Render()
    {
        var page = new StringBuilder();
        lock (_lock)
        {
            ForgetEnded();
            foreach (var (name, family) in _families)
            {
                page.Append("# TYPE ").Append(name).Append(" gauge\n");
                foreach (var (labels, value) in family)
                    page.Append(name).Append(labels).Append(' ').Append(PrometheusText.NumberOf(value.Number)).Append('\n');
            }
        }

        return page.ToString();
    }

    private void ForgetEnded()
    {
        var over = _ended.Where(run => time.GetElapsedTime(run.Value) >= keepEnded).Select(run => run.Key).ToHashSet();
        foreach (var run in over)
        {
            _ended.Remove(run);
            _runs.Remove(run);
        }

        if (over.Count == 0)
            return;
        foreach (var (name, family) in _families.ToList())
        {
            foreach (var labels in family.Where(series => over.Contains(series.Value.Run)).Select(series => series.Key).ToList())
                family.Remove(labels);
            if (family.Count == 0)
                _families.Remove(name);
        }
    }
}
