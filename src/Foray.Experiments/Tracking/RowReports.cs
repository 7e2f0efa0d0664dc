using Foray.Sdk.Experiments;
using Foray.Sdk.Tracking;

namespace Foray.Experiments.Tracking;

/// <summary>What the scripts of one row have reported so far. Each line is logged once: while its script runs, or at its end.</summary>
internal sealed class RowReports(ITrackedRun run, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal);

    /// <summary>Bytes of the reports of each script that are logged already.</summary>
    public IReadOnlyDictionary<string, int> Known
    {
        get
        {
            lock (_gate)
                return new Dictionary<string, int>(_taken);
        }
    }

    /// <summary>Logs what is new in the reports of a script.</summary>
    /// <param name="script">Name of the script's folder.</param>
    /// <param name="from">Where the content begins among all that the script reported, in bytes.</param>
    /// <param name="content">The content.</param>
    /// <param name="isWhole">True where nothing more comes; otherwise a last line without an end waits.</param>
    public void Take(string script, int from, ReadOnlySpan<byte> content, bool isWhole)
    {
        lock (_gate)
        {
            var skipped = _taken.GetValueOrDefault(script) - from;
            if (skipped < 0 || skipped >= content.Length)
                return;
            var news = content[skipped..];
            if (!isWhole)
                news = news[..(news.LastIndexOf((byte)'\n') + 1)];
            if (news.Length == 0)
                return;
            Log(MetricsFile.ReadReport(System.Text.Encoding.UTF8.GetString(news), out _));
            _taken[script] = from + skipped + news.Length;
        }
    }

    private void Log(ScriptReport report)
    {
        var now = time.GetUtcNow();
        foreach (var (name, value, step) in report.Points)
            Keep(name, MetricType.Scalar, now, metric => metric with { Number = value, Step = step });
        foreach (var (name, value) in report.Parameters.Where(parameter => _parameters.TryAdd(parameter.Key, parameter.Value)))
            Keep(name, MetricType.Parameter, now, metric => metric with { Text = value });
        foreach (var (name, value) in report.Tags)
            Keep(name, MetricType.Tag, now, metric => metric with { Text = value });
    }

    private void Keep(string name, MetricType type, DateTimeOffset now, Func<Metric, Metric> fill) =>
        run.Log(fill(new Metric(run.Run, TrackedName.Of(name), type, now) { Source = "script" }));
}
