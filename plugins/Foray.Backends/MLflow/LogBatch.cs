using System.Globalization;
using System.Text.Json.Nodes;
using Foray.Sdk.Tracking;

namespace Foray.Backends.MLflow;

/// <summary>Metrics, parameters and tags for requests of <c>runs/log-batch</c>.</summary>
internal static class LogBatch
{
    /// <summary>True for what goes into such a request.</summary>
    public static bool Takes(MetricType type) => type is MetricType.Scalar or MetricType.System or MetricType.Parameter or MetricType.Tag;

    /// <summary>Parts the metrics, in order, so that each part keeps to MLflow's limits and has each parameter and tag once.</summary>
    public static IEnumerable<Metric[]> Split(IEnumerable<Metric> metrics)
    {
        var (part, bytes, parameters, tags) = (new List<Metric>(), 0, new HashSet<string>(), new HashSet<string>());
        foreach (var metric in metrics)
        {
            var size = JsonBytes.Of(ItemOf(metric)).Length + 1;
            if (part.Count == MLflowLimits.Items || bytes + size > MLflowLimits.RequestBytes || !HasRoom(metric, parameters, tags))
            {
                yield return [.. part];
                part.Clear();
                parameters.Clear();
                tags.Clear();
                bytes = 0;
                HasRoom(metric, parameters, tags);
            }

            part.Add(metric);
            bytes += size;
        }

        if (part.Count > 0)
            yield return [.. part];
    }

    /// <summary>The request.</summary>
    public static JsonObject RequestOf(string run, ReadOnlySpan<Metric> metrics)
    {
        var (numbers, parameters, tags) = (new JsonArray(), new JsonArray(), new JsonArray());
        foreach (var metric in metrics)
            (metric.Type switch { MetricType.Parameter => parameters, MetricType.Tag => tags, _ => numbers }).Add(ItemOf(metric));
        return new JsonObject { ["run_id"] = run, ["metrics"] = numbers, ["params"] = parameters, ["tags"] = tags };
    }

    private static bool HasRoom(Metric metric, HashSet<string> parameters, HashSet<string> tags) => metric.Type switch
    {
        MetricType.Parameter => parameters.Count < MLflowLimits.Parameters && parameters.Add(metric.Name),
        MetricType.Tag => tags.Count < MLflowLimits.Tags && tags.Add(metric.Name),
        _ => true,
    };

    private static JsonObject ItemOf(Metric metric) => metric.Type is MetricType.Parameter or MetricType.Tag
        ? new JsonObject { ["key"] = metric.Name, ["value"] = JsonBytes.Text(MLflowLimits.ValueOf(metric)) }
        : new JsonObject { ["key"] = metric.Name, ["value"] = NumberOf(metric.Number ?? double.NaN), ["timestamp"] = metric.UnixNanoseconds / 1_000_000, ["step"] = metric.Step ?? 0 };

    /// <summary>JSON of protocol buffers has texts for what is not finite.</summary>
    private static JsonValue NumberOf(double number) =>
        double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(number.ToString(CultureInfo.InvariantCulture))!;
}
