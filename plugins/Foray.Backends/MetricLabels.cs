using Foray.Sdk.Tracking;

namespace Foray.Backends;

/// <summary>What tells one series from another, for systems that know names with labels alone.</summary>
internal static class MetricLabels
{
    private const string TagPrefix = "tag_";

    /// <summary>
    /// The labels <c>run</c>, <c>experiment</c> and <c>source</c>, and the metric's tags, sorted by name. A tag that has the name of a label before it gets <c>tag_</c> in front.
    /// What is empty is left out: those systems make no difference.
    /// </summary>
    /// <param name="metric">The metric.</param>
    /// <param name="run">What is known of its run; null for nothing.</param>
    public static SortedDictionary<string, string> Of(Metric metric, RunStart? run)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["run"] = metric.Run };
        if (!string.IsNullOrEmpty(run?.Experiment))
            labels["experiment"] = run.Experiment;
        if (metric.Source.Length > 0)
            labels["source"] = metric.Source;
        foreach (var (tag, value) in metric.Tags.Where(tag => tag.Value.Length > 0).OrderBy(tag => tag.Key, StringComparer.Ordinal))
        {
            var name = tag is "run" or "experiment" or "source" ? TagPrefix + tag : tag;
            while (!labels.TryAdd(name, value))
                name = TagPrefix + name;
        }

        return labels;
    }
}
