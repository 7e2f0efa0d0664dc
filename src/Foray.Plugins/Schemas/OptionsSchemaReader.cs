using System.Text.Json;

namespace Foray.Plugins.Schemas;

/// <summary>Reads the schemas that the generator wrote, one package at a time; records are read when they are first asked for.</summary>
/// <param name="fragments">JSON of each record by its full name.</param>
internal sealed class OptionsSchemaReader(IReadOnlyDictionary<string, string> fragments)
{
    private readonly Dictionary<string, OptionsSchema> _known = new(StringComparer.Ordinal);

    /// <exception cref="FormatException">The manifest does not keep its format.</exception>
    public OptionsSchema Read(string record)
    {
        if (_known.TryGetValue(record, out var known))
            return known;
        if (!fragments.TryGetValue(record, out var json))
            throw new FormatException($"the manifest has no schema for '{record}'");
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var schema = new OptionsSchema(Text(root, "summary") ?? "");
            _known[record] = schema; // before its properties, because a record may contain itself
            schema.Properties = [.. Items(root, "properties").Select(ReadProperty)];
            schema.ExactlyOne = ReadGroups(root, "exactly_one");
            schema.AtMostOne = ReadGroups(root, "at_most_one");
            schema.Requires = [.. ReadGroups(root, "requires").Select(pair => (pair[0], pair[1]))];
            return schema;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentOutOfRangeException)
        {
            throw new FormatException($"the schema of '{record}' cannot be read: {error.Message}", error);
        }
    }

    private OptionProperty ReadProperty(JsonElement property) =>
        new(property.GetProperty("key").GetString()!, Text(property, "summary") ?? "", ReadSchema(property.GetProperty("schema")))
        {
            Required = Flag(property, "required"),
            Default = property.TryGetProperty("default", out var value) ? value.GetRawText() : null,
            MachineCount = Flag(property, "machine_count"),
            Tool = Flag(property, "tool"),
        };

    private ValueSchema ReadSchema(JsonElement schema)
    {
        var type = ReadType(schema.GetProperty("type").GetString()!);
        return new ValueSchema(type)
        {
            Minimum = Number(schema, "minimum"),
            Maximum = Number(schema, "maximum"),
            Pattern = Text(schema, "pattern"),
            MinimumLength = (int?)Number(schema, "minimum_length"),
            MaximumLength = (int?)Number(schema, "maximum_length"),
            MinimumItems = (int?)Number(schema, "minimum_items"),
            MaximumItems = (int?)Number(schema, "maximum_items"),
            Unique = Flag(schema, "unique"),
            Verbatim = Flag(schema, "verbatim"),
            Values = [.. Items(schema, "values").Select(value => value.GetString()!)],
            Items = type switch
            {
                ValueType.List => ReadSchema(schema.GetProperty("items")),
                ValueType.Map => ReadSchema(schema.GetProperty("values_schema")),
                _ => null,
            },
            Record = type == ValueType.Object ? Read(schema.GetProperty("record").GetString()!) : null,
        };
    }

    private static ValueType ReadType(string name) => name switch
    {
        "string" => ValueType.String,
        "integer" => ValueType.Integer,
        "number" => ValueType.Number,
        "boolean" => ValueType.Boolean,
        "enum" => ValueType.Enum,
        "duration" => ValueType.Duration,
        "size" => ValueType.Size,
        "cidr" => ValueType.Cidr,
        "label_selector" => ValueType.LabelSelector,
        "label_set" => ValueType.LabelSet,
        "input_path" => ValueType.InputPath,
        "secret" => ValueType.Secret,
        "scalar" => ValueType.Scalar,
        "variable" => ValueType.Variable,
        "list" => ValueType.List,
        "map" => ValueType.Map,
        "object" => ValueType.Object,
        _ => throw new FormatException($"the option type '{name}' is unknown"),
    };

    private static IReadOnlyList<IReadOnlyList<string>> ReadGroups(JsonElement root, string member) =>
        [.. Items(root, member).Select(group => (IReadOnlyList<string>)[.. group.EnumerateArray().Select(key => key.GetString()!)])];

    private static IEnumerable<JsonElement> Items(JsonElement element, string member) =>
        element.TryGetProperty(member, out var items) ? items.EnumerateArray() : [];

    private static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) ? value.GetString() : null;

    private static double? Number(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) ? value.GetDouble() : null;

    private static bool Flag(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.GetBoolean();
}
