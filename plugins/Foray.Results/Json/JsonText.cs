using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Foray.Results.Json;

/// <summary>Values as both forms of the file write them.</summary>
internal static class JsonText
{
    /// <summary>The file is read by programs and people, never put into a page of the web: letters stay letters.</summary>
    public static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void WriteText(this Utf8JsonWriter writer, string name, string? value) => writer.WriteString(Valid(name), Valid(value));

    public static void WriteTexts(this Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string> values)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in values)
            writer.WriteText(key, value);
        writer.WriteEndObject();
    }

    /// <summary>JSON has no number for what is not finite.</summary>
    public static void WriteMetrics(this Utf8JsonWriter writer, IReadOnlyDictionary<string, double> metrics)
    {
        writer.WriteStartObject("metrics");
        foreach (var (name, value) in metrics)
        {
            writer.WritePropertyName(Valid(name));
            if (double.IsFinite(value))
                writer.WriteNumberValue(value);
            else
                writer.WriteNullValue();
        }

        writer.WriteEndObject();
    }

    /// <summary>Half a surrogate pair cannot be written in UTF-8; encoding it replaces it by U+FFFD.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Valid(string? text) => text is not null && text.Any(char.IsSurrogate) ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
}
