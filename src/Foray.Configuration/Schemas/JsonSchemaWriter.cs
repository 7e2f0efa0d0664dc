using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Foray.Configuration.Checking;
using Foray.Plugins.Catalog;
using Foray.Plugins.Schemas;

namespace Foray.Configuration.Schemas;

/// <summary>Writes what the checker walks as JSON Schema 2020-12, for editors.</summary>
public static class JsonSchemaWriter
{
    /// <summary>The schema of a file with the sections of all enabled plugins.</summary>
    /// <param name="schema">The file.</param>
    /// <param name="catalog">The plugins.</param>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">A plugin's manifest does not keep its format.</exception>
    public static string Write(FileSchema schema, PluginCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(catalog);
        return Write(schema.Summary, writer => new SectionSchemaWriter(writer, catalog).WriteFile(schema));
    }

    /// <summary>The schema of a mapping of options.</summary>
    internal static string Write(OptionsSchema schema) =>
        Write(schema.Summary, writer =>
        {
            var records = new RecordSchemaWriter(writer);
            records.WriteBody(schema, "root", null);
            records.WriteDefinitions();
        });

    private static string Write(string title, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            if (title.Length > 0)
                writer.WriteString("title", title);
            write(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }
}
