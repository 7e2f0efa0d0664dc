using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Foray.Configuration.Diagnostics;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Output;

/// <summary>One JSON document on standard output.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an object.</summary>
    /// <param name="members">Writes its members.</param>
    public static void WriteObject(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        Console.Out.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary>Writes an object that is there.</summary>
    public static void WriteObject(JsonObject value) => WriteObject(writer =>
    {
        foreach (var (name, member) in value)
        {
            writer.WritePropertyName(name);
            if (member is null)
                writer.WriteNullValue();
            else
                member.WriteTo(writer);
        }
    });

    /// <summary>A member <c>diagnostics</c> as all documents have it.</summary>
    public static void WriteDiagnostics(this Utf8JsonWriter writer, IReadOnlyList<Diagnostic> diagnostics)
    {
        writer.WritePropertyName("diagnostics");
        writer.WriteRawValue(DiagnosticJson.Format(diagnostics));
    }

    /// <summary>A member with a list.</summary>
    public static void WriteList<T>(this Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<T> write)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        writer.WriteEndArray();
    }

    /// <summary>A member with a list of texts.</summary>
    public static void WriteTexts(this Utf8JsonWriter writer, string name, IEnumerable<string> texts) => writer.WriteList(name, texts, writer.WriteStringValue);
}
