using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Foray.Sdk.Diagnostics;

namespace Foray.Configuration.Diagnostics;

/// <summary>Diagnostics as a JSON array for other programs.</summary>
public static class DiagnosticJson
{
    /// <summary>An indented array of <c>{code, severity, file, line, column, message, remedy}</c>; what a diagnostic does not have is null.</summary>
    public static string Format(IReadOnlyList<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartArray();
            foreach (var diagnostic in diagnostics)
                Write(diagnostic, writer);
            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Diagnostic diagnostic, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("code", diagnostic.Code);
        writer.WriteString("severity", DiagnosticText.Name(diagnostic.Severity));
        writer.WriteString("file", diagnostic.Place?.File);
        WriteNumber("line", diagnostic.Place?.Line, writer);
        WriteNumber("column", diagnostic.Place?.Column, writer);
        writer.WriteString("message", diagnostic.Message);
        writer.WriteString("remedy", diagnostic.Remedy);
        writer.WriteEndObject();
    }

    private static void WriteNumber(string name, int? value, Utf8JsonWriter writer)
    {
        if (value is > 0)
            writer.WriteNumber(name, value.Value);
        else
            writer.WriteNull(name);
    }
}
