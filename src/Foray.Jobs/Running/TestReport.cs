using Foray.Sdk.Experiments;
using Foray.Storage;
using Microsoft.Extensions.Logging;

namespace Foray.Jobs.Running;

/// <summary>What a test reported while it ran.</summary>
/// <param name="Metrics">The last value of each metric.</param>
/// <param name="Whiteboard">What it wrote for whoever reads the results.</param>
internal sealed record TestReport(IReadOnlyDictionary<string, double> Metrics, string Whiteboard)
{
    private const string FileName = "metrics";
    private const string WhiteboardTag = "whiteboard";
    private const int MostOfWhiteboard = 64 * 1024;
    private const long MostBytes = 64 * 1024 * 1024;

    private static readonly TestReport Nothing = new(new Dictionary<string, double>(), "");

    /// <summary>Reads the report in a test's folder. What cannot be read is told to the logger: it says nothing of the test.</summary>
    public static TestReport Read(string folder, ILogger logger)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
            return Nothing;
        if (!RegularFile.Is(file) || new FileInfo(file) is { LinkTarget: not null } or { Length: > MostBytes })
        {
            logger.LogWarning("the metrics are not read: they are no file, or larger than {Most} MiB", MostBytes >> 20);
            return Nothing;
        }

        var report = MetricsFile.ReadReport(File.ReadAllText(file), out var unreadable);
        if (unreadable.Count > 0)
            logger.LogWarning("lines of the metrics that cannot be read: {Lines}", string.Join(", ", unreadable));
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var point in report.Points)
            metrics[point.Name] = point.Value;
        var text = report.Tags.LastOrDefault(tag => tag.Key == WhiteboardTag).Value ?? "";
        return new TestReport(metrics, text.Length > MostOfWhiteboard ? text[..MostOfWhiteboard] : text);
    }
}
