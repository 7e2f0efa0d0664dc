using System.Globalization;
using Foray.Backends.Protobuf;
using Foray.Sdk.Tracking;

namespace Foray.Backends.TensorBoard;

/// <summary>A metric as a <c>Summary.Value</c> (tensorflow/core/framework/summary.proto).</summary>
internal static class SummaryValue
{
    private const int StringType = 7;
    private const int TensorClass = 2;

    /// <summary>Why there is no value for the metric; null where there is one.</summary>
    public static string? FindObstacle(Metric metric) => metric.Type switch
    {
        MetricType.Scalar or MetricType.System when metric.Number is { } number && double.IsFinite(number) && !float.IsFinite((float)number) =>
            "TensorBoard's numbers have 32 bits, and are at most 3.4e38",
        MetricType.Histogram when HasOddNumber(metric.Numbers.Span) => "TensorBoard has no bin for numbers that are not finite",
        MetricType.Image when PngHeader.Read(metric.Content.Span) is null => "the image is no PNG",
        _ => null,
    };

    /// <summary>The value.</summary>
    public static ProtobufMessage Of(Metric metric) => metric.Type switch
    {
        MetricType.Histogram => Named(metric.Name).Message(5, HistogramBins.Of(metric.Numbers.Span)),
        MetricType.Image => Named(metric.Name).Message(4, Image(metric.Content.Span)),
        MetricType.Text => Text(metric.Name, metric.Text ?? ""),
        MetricType.Parameter => Text($"parameters/{metric.Name}", metric.Text ?? metric.Number?.ToString("R", CultureInfo.InvariantCulture) ?? ""),
        MetricType.Tag => Text($"tags/{metric.Name}", metric.Text ?? ""),
        _ => Named(metric.Name).Float(2, (float)(metric.Number ?? double.NaN)),
    };

    private static ProtobufMessage Named(string name) => new ProtobufMessage().Text(1, name);

    private static ProtobufMessage Image(ReadOnlySpan<byte> png)
    {
        var header = PngHeader.Read(png)!.Value;
        return new ProtobufMessage().Integer(1, header.Height).Integer(2, header.Width).Integer(3, header.Channels).Delimit(4, png);
    }

    /// <summary>A tensor of one string, marked for the plugin <c>text</c>.</summary>
    private static ProtobufMessage Text(string name, string text)
    {
        var shape = new ProtobufMessage().Message(2, new ProtobufMessage().Integer(1, 1));
        var tensor = new ProtobufMessage().Integer(1, StringType).Message(2, shape).Text(8, text);
        var metadata = new ProtobufMessage().Message(1, new ProtobufMessage().Text(1, "text")).Integer(4, TensorClass);
        return Named(name).Message(8, tensor).Message(9, metadata);
    }

    private static bool HasOddNumber(ReadOnlySpan<double> numbers)
    {
        foreach (var number in numbers)
            if (!double.IsFinite(number))
                return true;
        return false;
    }
}
