using System.Globalization;
using Foray.Sdk.Generators.Text;

namespace Foray.Sdk.Generators.Options;

/// <summary>An options record as the manifest holds it; the format is described in <c>docs/reference/manifest.md</c>.</summary>
internal static class SchemaJson
{
    public static string Write(OptionsRecord record)
    {
        var json = new JsonWriter().StartObject();
        if (record.Summary is { } summary)
            json.Name("summary").Text(summary);
        json.Name("properties").StartArray();
        foreach (var option in record.Options)
            Write(option, json);
        json.EndArray();
        WriteGroups("exactly_one", record.ExactlyOne, json);
        WriteGroups("at_most_one", record.AtMostOne, json);
        WriteGroups("requires", record.Requires, json);
        return json.EndObject().ToString();
    }

    private static void Write(Option option, JsonWriter json)
    {
        json.StartObject().Name("key").Text(option.Key).Name("summary").Text(option.Summary);
        WriteFlag("required", option.Default is null, json);
        WriteRaw("default", option.Default?.Json, json);
        WriteFlag("machine_count", option.IsMachineCount, json);
        WriteFlag("tool", option.IsTool, json);
        if (option.RenamedFrom.Count > 0)
            json.Name("renamed_from").Texts(option.RenamedFrom);
        if (option.Deprecated is { } message)
            json.Name("deprecated").Text(message);
        WriteCount("position", option.Position, json);
        json.Name("schema");
        Write(option.Schema, json);
        json.EndObject();
    }

    private static void Write(OptionSchema schema, JsonWriter json)
    {
        json.StartObject().Name("type").Text(schema.Type);
        WriteFlag("verbatim", schema.Verbatim, json);
        WriteFlag("within_folder", schema.WithinFolder, json);
        if (schema.Pattern is { } pattern)
            json.Name("pattern").Text(pattern);
        WriteRaw("minimum", schema.Minimum, json);
        WriteRaw("maximum", schema.Maximum, json);
        if (schema.Type == OptionSchema.Enum)
            json.Name("values").Texts(schema.Values.Select(value => value.Key));
        if (schema.Items is { } items)
        {
            json.Name(schema.Type == OptionSchema.List ? "items" : "values_schema");
            Write(items, json);
        }

        var counted = schema.Type == OptionSchema.Text ? "length" : "items";
        WriteCount("minimum_" + counted, schema.MinimumLength, json);
        WriteCount("maximum_" + counted, schema.MaximumLength, json);
        WriteFlag("unique", schema.Unique, json);
        WriteFlag("matrix", schema.Matrix, json);
        if (schema.Record is { } record)
            json.Name("record").Text(record);
        json.EndObject();
    }

    private static void WriteGroups(string name, EquatableArray<EquatableArray<string>> groups, JsonWriter json)
    {
        if (groups.Count == 0)
            return;
        json.Name(name).StartArray();
        foreach (var group in groups)
            json.Texts(group);
        json.EndArray();
    }

    private static void WriteFlag(string name, bool value, JsonWriter json)
    {
        if (value)
            json.Name(name).Flag(true);
    }

    private static void WriteRaw(string name, string? value, JsonWriter json)
    {
        if (value is not null)
            json.Name(name).Raw(value);
    }

    private static void WriteCount(string name, int? value, JsonWriter json) =>
        WriteRaw(name, value?.ToString(CultureInfo.InvariantCulture), json);
}
