using System.Globalization;

namespace Foray.Plugins.Schemas;

/// <summary>An example of options as YAML: those that must be given, and no others.</summary>
internal static class ExampleSection
{
    /// <summary>The options of a record that must be given; of a group of which one is needed, the first.</summary>
    public static IReadOnlyList<OptionProperty> Required(OptionsSchema schema)
    {
        var chosen = schema.ExactlyOne
            .Where(group => !group.Any(key => schema.Find(key)?.Required == true))
            .Select(group => group[0])
            .ToHashSet(StringComparer.Ordinal);
        return [.. schema.Properties.Where(property => property.Required || chosen.Contains(property.Key))];
    }

    /// <summary>The lines of the example.</summary>
    public static IReadOnlyList<string> Lines(OptionsSchema schema) => Entries(schema, []);

    /// <summary>A value on one line, as it is typed.</summary>
    public static string Scalar(ValueSchema schema) => schema.Type switch
    {
        ValueType.Integer or ValueType.Number => Number(schema),
        ValueType.Boolean => "true",
        ValueType.Enum => schema.Values.Count > 0 ? schema.Values[0] : "name",
        ValueType.Duration => "5m",
        ValueType.Size => "512MiB",
        ValueType.Cidr => "192.168.42.0/24",
        ValueType.LabelSelector or ValueType.LabelSet => "[worker]",
        ValueType.InputPath => "file.txt",
        ValueType.Secret => "{ env: SECRET }",
        ValueType.String when schema.WithinFolder => "file.txt",
        ValueType.String => Text(schema),
        _ => "value",
    };

    private static List<string> Entries(OptionsSchema schema, List<OptionsSchema> outer) =>
        [.. Required(schema).SelectMany(property => Entry(property.Key, property.Schema, [.. outer, schema]))];

    private static IEnumerable<string> Entry(string key, ValueSchema schema, List<OptionsSchema> outer)
    {
        var lines = Value(schema, outer);
        return lines is [var only] && schema.Type is not (ValueType.Object or ValueType.List or ValueType.Map) || lines is ["[]" or "{}"]
            ? [$"{key}: {lines[0]}"]
            : [$"{key}:", .. lines.Select(line => "  " + line)];
    }

    private static IReadOnlyList<string> Value(ValueSchema schema, List<OptionsSchema> outer) => schema.Type switch
    {
        // A record inside of itself ends here.
        ValueType.Object => !outer.Contains(schema.Record!) && Entries(schema.Record!, outer) is { Count: > 0 } entries ? entries : ["{}"],
        ValueType.List => Value(schema.Items!, outer) is ["{}"] ? ["[]"] : [.. Value(schema.Items!, outer).Select((line, index) => (index == 0 ? "- " : "  ") + line)],
        ValueType.Map => [.. Entry("name", schema.Items!, outer)],
        _ => [Scalar(schema)],
    };

    private static string Text(ValueSchema schema)
    {
        const string Sample = "text";
        if (schema.Pattern is not null)
            return "…";
        return schema.MinimumLength > Sample.Length ? new string('x', schema.MinimumLength.Value)
            : schema.MaximumLength < Sample.Length ? Sample[..schema.MaximumLength.Value]
            : Sample;
    }

    private static string Number(ValueSchema schema) =>
        (schema.Minimum > 1 ? schema.Minimum.Value : schema.Maximum < 1 ? schema.Maximum.Value : 1).ToString("R", CultureInfo.InvariantCulture);
}
