using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Foray.Sdk.Tracking;

namespace Foray.Backends.Jsonl;

/// <summary>A metric as a line of JSON. Run and sequence come first, so that they are found without reading the rest.</summary>
internal static class JsonlLine
{
    private static readonly JsonWriterOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the line with its line feed.</summary>
    /// <param name="target">Gets the line.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="file">Name of the file that has its content; null where the content stands in the line.</param>
    public static void Write(Stream target, Metric metric, string? file)
    {
        using (var writer = new Utf8JsonWriter(target, Layout))
        {
            writer.WriteStartObject();
            writer.WriteString("run", Text(metric.Run));
            writer.WriteNumber("sequence", metric.Sequence);
            writer.WriteString("name", Text(metric.Name));
            writer.WriteString("type", JsonNamingPolicy.SnakeCaseLower.ConvertName(metric.Type.ToString()));
            writer.WriteNumber("time", metric.UnixNanoseconds);
            if (metric.Step is { } step)
                writer.WriteNumber("step", step);
            if (metric.Source.Length > 0)
                writer.WriteString("source", Text(metric.Source));
            WriteValue(writer, metric);
            WriteContent(writer, metric, file);
            WriteTags(writer, metric.Tags);
            writer.WriteEndObject();
        }

        target.WriteByte((byte)'\n');
    }

    /// <summary>Run and sequence of a line.</summary>
    /// <exception cref="JsonException">The line is none of ours.</exception>
    public static (string Run, long Sequence) PositionOf(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        MoveTo(ref reader, "run");
        var run = reader.GetString() ?? throw new JsonException("'run' has no value");
        MoveTo(ref reader, "sequence");
        return (run, reader.GetInt64());
    }

    private static void MoveTo(ref Utf8JsonReader reader, string name)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals(name) || !reader.Read())
            throw new JsonException($"'{name}' is missing");
    }

    private static void WriteValue(Utf8JsonWriter writer, Metric metric)
    {
        if (metric.Number is { } number)
            WriteNumber(writer, "number", number);
        if (metric.Text is { } text)
            writer.WriteString("text", Text(text));
        if (!metric.Numbers.IsEmpty)
        {
            writer.WriteStartArray("numbers");
            foreach (var one in metric.Numbers.Span)
                WriteNumber(writer, null, one);
            writer.WriteEndArray();
        }

        if (metric.Shape.Count > 0)
        {
            writer.WriteStartArray("shape");
            foreach (var length in metric.Shape)
                writer.WriteNumberValue(length);
            writer.WriteEndArray();
        }
    }

    /// <summary>JSON has no number for what is not finite: those are the texts NaN, Infinity and -Infinity.</summary>
    private static void WriteNumber(Utf8JsonWriter writer, string? name, double number)
    {
        if (name is not null)
            writer.WritePropertyName(name);
        if (double.IsFinite(number))
            writer.WriteNumberValue(number);
        else
            writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
    }

    private static void WriteContent(Utf8JsonWriter writer, Metric metric, string? file)
    {
        if (metric.MediaType is { } mediaType)
            writer.WriteString("media_type", Text(mediaType));
        if (file is not null)
            writer.WriteString("content_file", file);
        else if (!metric.Content.IsEmpty)
            writer.WriteBase64String("content", metric.Content.Span);
    }

    private static void WriteTags(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> tags)
    {
        if (tags.Count == 0)
            return;
        writer.WriteStartObject("tags");
        foreach (var (name, value) in tags)
            writer.WriteString(Text(name), Text(value));
        writer.WriteEndObject();
    }

    /// <summary>Half a surrogate pair cannot be written in UTF-8; encoding it replaces it by U+FFFD.</summary>
    private static string Text(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
