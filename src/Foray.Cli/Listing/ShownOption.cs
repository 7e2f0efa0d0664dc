using Foray.Plugins.Schemas;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Cli.Listing;

/// <summary>An option as it is shown; those of a record inside of a record have a dotted key.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Type">What its value can be.</param>
/// <param name="Property">The option.</param>
internal sealed record ShownOption(string Key, string Type, OptionProperty Property)
{
    /// <summary>The options of a schema, each record's after the option that holds it.</summary>
    public static IReadOnlyList<ShownOption> Of(OptionsSchema schema)
    {
        var shown = new List<ShownOption>();
        Add(schema, "", [], shown);
        return shown;
    }

    /// <summary>What a value can be, in a few words.</summary>
    public static string TypeOf(ValueSchema schema) => schema.Type switch
    {
        ValueType.Enum => string.Join("|", schema.Values),
        ValueType.List when schema.Items is { } items => $"list of {TypeOf(items)}",
        ValueType.Map when schema.Items is { } items => $"map of {TypeOf(items)}",
        ValueType.InputPath => "path",
        ValueType.LabelSelector or ValueType.LabelSet => "labels",
        ValueType.Object => "record",
        var type => type.ToString().ToLowerInvariant(),
    };

    private static void Add(OptionsSchema schema, string prefix, HashSet<OptionsSchema> around, List<ShownOption> shown)
    {
        // A record may contain itself.
        if (!around.Add(schema))
            return;
        foreach (var property in schema.Properties)
        {
            shown.Add(new ShownOption(prefix + property.Key, TypeOf(property.Schema), property));
            if (RecordIn(property.Schema, out var marks) is { } record)
                Add(record, $"{prefix}{property.Key}{marks}.", around, shown);
        }

        around.Remove(schema);
    }

    private static OptionsSchema? RecordIn(ValueSchema schema, out string marks)
    {
        marks = "";
        var value = schema;
        for (; value.Items is { } items; value = items)
            marks += value.Type == ValueType.List ? "[]" : ".*";
        return value.Record;
    }
}
