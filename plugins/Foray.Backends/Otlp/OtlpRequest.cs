using Foray.Backends.Protobuf;
using Foray.Sdk.Tracking;

namespace Foray.Backends.Otlp;

/// <summary>
/// An <c>ExportMetricsServiceRequest</c> of OTLP 1.x (github.com/open-telemetry/opentelemetry-proto): a resource for the run, a gauge for each name and unit,
/// a data point for each metric.
/// </summary>
internal static class OtlpRequest
{
    private const string UnitTag = "unit";

    /// <summary>The request for metrics of one run.</summary>
    public static ProtobufMessage Of(string service, string runId, RunStart? run, IEnumerable<Metric> metrics)
    {
        var resource = new ProtobufMessage();
        AddAttribute(resource, 1, "service.name", service);
        AddAttribute(resource, 1, "foray.run", runId);
        if (run is not null)
        {
            AddAttribute(resource, 1, "foray.run.name", run.Name);
            AddAttribute(resource, 1, "foray.experiment", run.Experiment);
        }

        var scope = new ProtobufMessage().Message(1, new ProtobufMessage().Text(1, "foray"));
        foreach (var series in metrics.GroupBy(metric => (metric.Name, Unit: metric.Tags.GetValueOrDefault(UnitTag, ""))))
            scope.Message(2, Gauge(series.Key.Name, series.Key.Unit, series));
        return new ProtobufMessage().Message(1, new ProtobufMessage().Message(1, resource).Message(2, scope));
    }

    private static ProtobufMessage Gauge(string name, string unit, IEnumerable<Metric> points)
    {
        var gauge = new ProtobufMessage();
        foreach (var point in points)
            gauge.Message(1, Point(point));
        return new ProtobufMessage().Text(1, name).Text(3, unit).Message(5, gauge);
    }

    private static ProtobufMessage Point(Metric metric)
    {
        var point = new ProtobufMessage().Fixed(3, metric.UnixNanoseconds).Double(4, metric.Number ?? double.NaN);
        if (metric.Source.Length > 0)
            AddAttribute(point, 7, "foray.source", metric.Source);
        foreach (var (tag, value) in metric.Tags.Where(tag => tag.Key != UnitTag).OrderBy(tag => tag.Key, StringComparer.Ordinal))
            AddAttribute(point, 7, tag, value);
        return point;
    }

    private static void AddAttribute(ProtobufMessage owner, int field, string key, string value) =>
        owner.Message(field, new ProtobufMessage().Text(1, key).Message(2, new ProtobufMessage().Text(1, value)));
}
