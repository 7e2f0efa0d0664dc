using System.Buffers;
using System.Text.Json;
using Foray.Sdk.Tracking;

namespace Example.CustomBackend;

/// <summary>Metrics as JSON, one on each line.</summary>
internal static class MetricLines
{
    public static ReadOnlyMemory<byte> Write(IEnumerable<Metric> metrics, string project)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        foreach (var metric in metrics)
        {
            Write(json, metric, project);
            json.Flush();
            buffer.Write("\n"u8);
            json.Reset();
        }

        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, Metric metric, string project)
    {
        json.WriteStartObject();
        json.WriteString("project", project);
        json.WriteString("run", metric.Run);
        json.WriteString("name", metric.Name);
        json.WriteString("type", metric.Type.ToString());
        json.WriteString("time", metric.Time);
        if (metric.Step is { } step)
            json.WriteNumber("step", step);
        if (metric.Number is { } number)
            Write(json, number);
        if (metric.Text is { } text)
            json.WriteString("text", text);
        if (metric.Tags.Count > 0)
        {
            json.WriteStartObject("tags");
            foreach (var (key, value) in metric.Tags)
                json.WriteString(key, value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>JSON has no form for NaN and the infinities: they are texts of these names.</summary>
    private static void Write(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number))
            json.WriteNumber("value", number);
        else
            json.WriteString("value", double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
    }
}
