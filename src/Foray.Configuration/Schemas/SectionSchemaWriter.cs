using System.Text.Json;
using Foray.Configuration.Checking;
using Foray.Plugins.Catalog;
using Foray.Plugins.Manifests;

namespace Foray.Configuration.Schemas;

/// <summary>A whole file: its own keys and the sections of plugins, each plugin's options under its own name alone.</summary>
internal sealed class SectionSchemaWriter(Utf8JsonWriter writer, PluginCatalog catalog)
{
    private readonly RecordSchemaWriter _records = new(writer);

    public void WriteFile(FileSchema schema)
    {
        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        foreach (var property in schema.Properties)
            _records.WriteProperty(property, "file");
        foreach (var section in schema.Sections)
            WriteSection(section);
        writer.WriteEndObject();
        writer.WriteStartArray("required");
        foreach (var property in schema.Properties.Where(property => property.Required))
            writer.WriteStringValue(property.Key);
        foreach (var section in schema.Sections.Where(section => section.Required))
            writer.WriteStringValue(section.Key);
        writer.WriteEndArray();
        writer.WriteBoolean("additionalProperties", false);
        _records.WriteDefinitions();
    }

    private void WriteSection(FileSection section)
    {
        writer.WriteStartObject(section.Key);
        writer.WriteString("description", section.Summary);
        if (section.Form == SectionForm.KindList)
            WriteList(section);
        else
            WriteMap(section);
        writer.WriteEndObject();
    }

    private void WriteList(FileSection section)
    {
        WriteType("array", section);
        if (section.MinimumItems > 0)
            writer.WriteNumber("minItems", section.MinimumItems);
        writer.WriteStartObject("items");
        writer.WriteStartArray("oneOf");
        foreach (var plugin in PluginsOf(section))
        {
            writer.WriteStartObject();
            writer.WriteString("title", plugin.Name);
            WriteDescription(plugin);
            _records.WriteBody(section.SchemaOf(plugin.ReadSchema()), $"{section.PluginKind}.{plugin.Name}", plugin.Name);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteMap(FileSection section)
    {
        WriteType("object", section);
        if (section.MinimumItems > 0)
            writer.WriteNumber("minProperties", section.MinimumItems);
        writer.WriteStartObject("properties");
        foreach (var plugin in PluginsOf(section))
        {
            writer.WriteStartObject(plugin.Name);
            WriteDescription(plugin);
            WriteOneOrMany(_records.Reference(section.SchemaOf(plugin.ReadSchema()), $"{section.PluginKind}.{plugin.Name}"), plugin);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteBoolean("additionalProperties", false);
    }

    private void WriteOneOrMany(string reference, PluginDescription plugin)
    {
        writer.WriteStartArray("anyOf");
        writer.WriteStartObject();
        writer.WriteString("$ref", reference);
        writer.WriteEndObject();
        writer.WriteStartObject();
        writer.WriteString("type", "array");
        writer.WriteStartObject("items");
        writer.WriteString("$ref", reference);
        writer.WriteEndObject();
        writer.WriteEndObject();
        if (!plugin.ReadSchema().Properties.Any(property => property.Required))
        {
            writer.WriteStartObject();
            writer.WriteString("type", "null");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteType(string type, FileSection section)
    {
        writer.WriteStartArray("type");
        writer.WriteStringValue(type);
        if (!section.Required)
            writer.WriteStringValue("null");
        writer.WriteEndArray();
    }

    private void WriteDescription(PluginDescription plugin)
    {
        if (plugin.Description.Length > 0)
            writer.WriteString("description", plugin.Description);
    }

    /// <summary>The plugins that a file can name without their package.</summary>
    private IEnumerable<PluginDescription> PluginsOf(FileSection section) =>
        catalog.NamesOf(section.PluginKind).Select(name => catalog.Find(section.PluginKind, name, out _)).OfType<PluginDescription>();
}
