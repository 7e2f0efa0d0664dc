using Foray.Sdk.Tracking;
using Foray.Tracking.Server.Requests;
using Foray.Tracking.Store;

namespace Foray.Tracking.Server.Runs;

/// <summary>Reads the metrics, parameters and tags of a call, and sees that MLflow would take them.</summary>
internal static class LoggedEntries
{
    public static IReadOnlyList<(string Key, string Value)> ReadTags(Fields fields, string name) =>
        [.. fields.Entries(name).Select(ReadTag)];

    public static (string Key, string Value) ReadTag(Fields fields)
    {
        var key = Names.TagKey(fields.Required("key"));
        return (key, Names.TagValue(key, fields.Text("value") ?? ""));
    }

    public static ParameterSet ReadParameter(string run, Fields fields)
    {
        var key = Names.ParameterKey(fields.Required("key"));
        return new ParameterSet(run, key, Names.ParameterValue(key, fields.Text("value") ?? ""));
    }

    /// <summary>The points of metrics, a block for each name.</summary>
    public static IReadOnlyList<PointBlock> ReadMetrics(string run, IReadOnlyList<Fields> metrics) =>
    [
        .. metrics.Select(ReadPoint).GroupBy(point => point.Name).Select(series => new PointBlock(
            run, series.Key, MetricType.Scalar,
            series.Select(point => point.Step).ToArray(), series.Select(point => point.Time).ToArray(), series.Select(point => point.Value).ToArray())),
    ];

    private static (string Name, long Step, long Time, double Value) ReadPoint(Fields fields)
    {
        var name = Names.Metric(fields.Required("key"));
        var value = fields.Number("value");
        var time = fields.Milliseconds("timestamp") ?? throw ApiException.Invalid($"Missing value for required parameter 'timestamp' of metric '{name}'.");
        var step = fields.Integer("step") ?? 0;
        return step != PointBlock.NoStep
            ? (name, step, Instant.Nanoseconds(time), value)
            : throw ApiException.Invalid($"Invalid step {step} for metric '{name}'.");
    }
}
