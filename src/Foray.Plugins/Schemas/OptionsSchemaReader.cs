using System.Text.Json;
using Foray.Plugins.Manifests;

namespace Foray.Plugins.Schemas;

/// <summary>Reads the schemas that the generator wrote, one package at a time; records are read when they are first asked for.</summary>
/// <param name="fragments">JSON of each record by its full name.</param>
internal sealed class OptionsSchemaReader(IReadOnlyDictionary<string, string> fragments) : ISchemaSource
{
    private readonly Dictionary<string, OptionsSchema> _known = new(StringComparer.Ordinal);

    /// <summary>Full names of the records.</summary>
    public IReadOnlyCollection<string> Records => [.. fragments.Keys];

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
            var schema = new OptionsSchema(Text(root, "summary") ?? "") { Name = record };
            _known[record] = schema; // before its properties, because a record may contain itself
            schema.Properties = JsonList.Read(root, "properties", ReadProperty);
            schema.ExactlyOne = ReadGroups(root, "exactly_one");
            schema.AtMostOne = ReadGroups(root, "at_most_one");
            schema.Requires = JsonList.Read(root, "requires", pair => new OptionRequirement(pair[0].GetString()!, pair[1].GetString()!));
            return schema;
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            _known.Remove(record);
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
            RenamedFrom = JsonList.Read(property, "renamed_from", former => former.GetString() ?? throw new FormatException("a former key is null")),
            Deprecated = Text(property, "deprecated"),
            Position = property.TryGetProperty("position", out var position) ? position.GetInt32() : null,
        };

    private ValueSchema ReadSchema(JsonElement schema)
    {
        var type = ReadType(schema.GetProperty("type").GetString()!);
        var isMatrix = Flag(schema, "matrix");
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
            Matrix = isMatrix,
            Verbatim = Flag(schema, "verbatim"),
            WithinFolder = Flag(schema, "within_folder"),
            Values = JsonList.Read(schema, "values", value => value.GetString()!),
            Items = type switch
            {
                ValueType.List => ReadSchema(schema.GetProperty("items")),
                ValueType.Map when isMatrix => ReadSchema(schema.GetProperty("values_schema")) with { MinimumItems = 1, Unique = true },
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

    private static List<IReadOnlyList<string>> ReadGroups(JsonElement root, string member) =>
        JsonList.Read(root, member, IReadOnlyList<string> (group) =>
        {
            var keys = new List<string>();
            foreach (var key in group.EnumerateArray())
                keys.Add(key.GetString()!);
            return keys;
        });

    private static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) ? value.GetString() : null;

    private static double? Number(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) ? value.GetDouble() : null;

    private static bool Flag(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.GetBoolean();
}
