using System.Text.Encodings.Web;
using System.Text.Json;

namespace Foray.Results.Json;

/// <summary>Values as both forms of the file write them. The writer itself replaces half a surrogate pair, which UTF-8 cannot hold, by U+FFFD.</summary>
internal static class JsonValues
{
    /// <summary>The file is read by programs and people, never put into a page of the web: letters stay letters.</summary>
    public static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void WriteTexts(this Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string> values)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in values)
            writer.WriteString(key, value);
        writer.WriteEndObject();
    }

    /// <summary>JSON has no number for what is not finite.</summary>
    public static void WriteMetrics(this Utf8JsonWriter writer, IReadOnlyDictionary<string, double> metrics)
    {
        writer.WriteStartObject("metrics");
        foreach (var (name, value) in metrics)
        {
            writer.WritePropertyName(name);
            if (double.IsFinite(value))
                writer.WriteNumberValue(value);
            else
                writer.WriteNullValue();
        }

        writer.WriteEndObject();
    }
}
