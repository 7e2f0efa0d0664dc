using System.Reflection;
using System.Text.Json;
using Foray.Sdk.Documents;
using Foray.Sdk.Plugins;

namespace Foray.Sdk.Testing.Hosts;

/// <summary>The keys that the schemas of an assembly know.</summary>
internal static class OptionKeys
{
    /// <summary>The schema of an options record, as JSON; null where there is none.</summary>
    public static string? SchemaOf(Assembly assembly, string record) =>
        assembly.GetCustomAttributes<ForayOptionsAttribute>().FirstOrDefault(options => options.Type == record)?.Schema;

    /// <summary>The path of a key that no schema knows; null where all are known.</summary>
    public static string? FindUnknown(Assembly assembly, string record, MappingNode section)
    {
        if (SchemaOf(assembly, record) is not { } schema)
            return null;
        using var document = JsonDocument.Parse(schema);
        var properties = document.RootElement.GetProperty("properties").EnumerateArray().ToList();
        foreach (var (key, value) in section.Entries)
        {
            var property = properties.FirstOrDefault(property => IsCalled(property, key.Text));
            if (property.ValueKind == JsonValueKind.Undefined)
                return key.Text;
            if (FindUnknown(assembly, property.GetProperty("schema"), value) is { } below)
                return $"{key.Text}.{below}";
        }

        return null;
    }

    private static bool IsCalled(JsonElement property, string key) =>
        property.GetProperty("key").GetString() == key
        || (property.TryGetProperty("renamed_from", out var former) && former.EnumerateArray().Any(name => name.GetString() == key));

    private static string? FindUnknown(Assembly assembly, JsonElement schema, DocumentNode node) => (schema.GetProperty("type").GetString(), node) switch
    {
        ("object", MappingNode mapping) => FindUnknown(assembly, schema.GetProperty("record").GetString()!, mapping),
        ("list", SequenceNode list) => list.Items.Select(item => FindUnknown(assembly, schema.GetProperty("items"), item)).FirstOrDefault(unknown => unknown is not null),
        ("map", MappingNode map) => map.Entries.Select(entry => FindUnknown(assembly, schema.GetProperty("values_schema"), entry.Value)).FirstOrDefault(unknown => unknown is not null),
        _ => null,
    };
}
