using System.Globalization;
using System.Text;
using Foray.Sdk.Tracking;

namespace Foray.Backends.Influx;

/// <summary>
/// A metric as a line of InfluxDB's line protocol (docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_reference): the name is the measurement, the labels are its tags,
/// sorted, and <c>value</c>, or <c>text</c>, and <c>step</c> are its fields.
/// </summary>
internal static class LineProtocol
{
    /// <summary>InfluxDB 1.6 answers that it took a name with one of these, and then has the point under another name, or not at all.</summary>
    private static readonly string[] LostInNames = ["\\,", "\\=", "\\ "];

    /// <summary>Why the protocol has no line for the metric; null where it has one.</summary>
    public static string? FindObstacle(Metric metric, IReadOnlyDictionary<string, string> labels)
    {
        if (metric.Type != MetricType.Text && !double.IsFinite(metric.Number ?? double.NaN))
            return "InfluxDB has no number that is not finite";
        if (metric.Name.Length == 0 || metric.Name[0] == '#' || !IsWritable(metric.Name) || LostInNames.Any(pair => metric.Name.Contains(pair, StringComparison.Ordinal)))
            return "InfluxDB takes no name that is empty, begins with '#', has control characters, or a backslash at its end or before a comma, an equals sign or a blank";
        return labels.Any(label => label.Key.Length == 0 || !IsWritable(label.Key) || !IsWritable(label.Value))
            ? "InfluxDB takes no tag that ends in a backslash or has control characters, or none before its '='"
            : null;
    }

    /// <summary>Appends the line with its line feed.</summary>
    public static void Append(StringBuilder lines, Metric metric, IReadOnlyDictionary<string, string> labels)
    {
        AppendEscaped(lines, metric.Name, ", ");
        foreach (var (label, value) in labels)
        {
            lines.Append(',');
            AppendEscaped(lines, label, ",= ");
            lines.Append('=');
            AppendEscaped(lines, value, ",= ");
        }

        if (metric.Type == MetricType.Text)
        {
            lines.Append(" text=\"");
            AppendEscaped(lines, metric.Text ?? "", "\"\\");
            lines.Append('"');
        }
        else
        {
            lines.Append(" value=").Append(metric.Number!.Value.ToString("R", CultureInfo.InvariantCulture));
        }

        if (metric.Step is { } step)
            lines.Append(CultureInfo.InvariantCulture, $",step={step}i");
        lines.Append(CultureInfo.InvariantCulture, $" {metric.UnixNanoseconds}\n");
    }

    private static void AppendEscaped(StringBuilder lines, string text, string special)
    {
        foreach (var character in text)
        {
            if (special.Contains(character, StringComparison.Ordinal))
                lines.Append('\\');
            lines.Append(character);
        }
    }

    /// <summary>A backslash before the separator would hide it, and there is no way to write one that does not.</summary>
    private static bool IsWritable(string text) => !text.EndsWith('\\') && !text.Any(char.IsControl);
}
