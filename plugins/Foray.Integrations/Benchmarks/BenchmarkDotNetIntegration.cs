using Foray.Sdk.Plugins;
using Foray.Sdk.Tracking;
using Microsoft.Extensions.Logging;

namespace Foray.Integrations.Benchmarks;

/// <summary>
/// Results of BenchmarkDotNet become metrics of the run. It reads the full reports in JSON that appear while it listens, so that the benchmarks need nothing of Foray's,
/// and may run in a process of their own: <c>--exporters fulljson</c>.
/// </summary>
[Plugin("benchmarkdotnet", Description = "Results of BenchmarkDotNet, from its reports in JSON.")]
public sealed class BenchmarkDotNetIntegration(BenchmarkDotNetIntegrationOptions options, TimeProvider time, ILogger logger) : IIntegration
{
    /// <inheritdoc/>
    public IDisposable Attach(IMetricSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        var log = new MetricLog(sink, "benchmarkdotnet", time, logger);
        var folder = new ReportFolder(Path.GetFullPath(options.Folder));
        return new Rounds(time, options.Interval, () => Report(folder, log), () => { });
    }

    private static void Report(ReportFolder folder, MetricLog log)
    {
        foreach (var report in folder.TakeNew())
        {
            var hasJobs = report.Select(result => result.Job).Distinct(StringComparer.Ordinal).Count() > 1;
            foreach (var result in report)
                Add(log, result, hasJobs);
        }
    }

    private static void Add(MetricLog log, BenchmarkResult result, bool hasJobs)
    {
        var tags = new Dictionary<string, string>(result.Parameters, StringComparer.Ordinal);
        if (result.Job.Length > 0)
            tags.TryAdd("job", result.Job);
        var name = MetricName.WithTags($"benchmark/{MetricName.Part(result.Name)}", hasJobs ? tags : result.Parameters);
        Add("mean", result.Mean, "ns");
        Add("median", result.Median, "ns");
        Add("standard_deviation", result.StandardDeviation, "ns");
        Add("allocated", result.Allocated, "bytes");

        void Add(string what, double? value, string unit)
        {
            if (value is { } number)
                log.Add($"{name}/{what}", number, new Dictionary<string, string>(tags, StringComparer.Ordinal) { ["unit"] = unit });
        }
    }
}
