using System.Globalization;

namespace Foray.Plugins.Schemas;

/// <summary>Says in words what a value must be, as Markdown.</summary>
/// <param name="recordWords">What a record is called; the second argument is true for several of them.</param>
internal sealed class ValueWords(Func<OptionsSchema, bool, string> recordWords)
{
    public string Of(ValueSchema schema) => Of(schema, isPlural: false);

    private string Of(ValueSchema schema, bool isPlural) => schema.Type switch
    {
        ValueType.String => Text(schema, isPlural),
        ValueType.Integer => Noun("whole number", isPlural) + Range(schema),
        ValueType.Number => Noun("number", isPlural) + Range(schema),
        ValueType.Boolean => isPlural ? "`true`s and `false`s" : "`true` or `false`",
        ValueType.Enum => (isPlural ? "any of " : "") + Names(schema.Values),
        ValueType.Duration => Noun("duration", isPlural) + " such as `5m`",
        ValueType.Size => Noun("size", isPlural) + " such as `512MiB`",
        ValueType.Cidr => Noun("range", isPlural) + " of addresses such as `192.168.42.0/24`",
        ValueType.LabelSelector => Noun("list", isPlural) + " of labels that choose machines",
        ValueType.LabelSet => Noun("list", isPlural) + " of labels that the machines get",
        ValueType.InputPath => Noun("path", isPlural) + " that must exist",
        ValueType.Secret => Noun("secret", isPlural),
        ValueType.Scalar => "text, " + Noun("number", isPlural) + " or `true`/`false`",
        ValueType.Variable => Noun("value", isPlural) + " of " + Noun("variable", isPlural),
        ValueType.List => $"{Noun("list", isPlural)} of {Of(schema.Items!, isPlural: true)}{Count(schema, "items")}{(schema.Unique ? ", all different" : "")}",
        ValueType.Map => $"{Noun("mapping", isPlural)} of names to {Of(schema.Items!, isPlural: true)}{Count(schema, "entries")}",
        _ => recordWords(schema.Record!, isPlural),
    };

    private static string Text(ValueSchema schema, bool isPlural)
    {
        var words = schema.WithinFolder ? Noun("path", isPlural) + " without `..`" : Noun("text", isPlural);
        words += Bounds(schema.MinimumLength, schema.MaximumLength) is { } length ? $" of {length} characters" : "";
        return schema.Pattern is { } pattern ? $"{words} that {(isPlural ? "match" : "matches")} {Markdown.Code(pattern)}" : words;
    }

    private static string Noun(string word, bool isPlural) => isPlural ? word + "s" : word;

    private static string Range(ValueSchema schema) => (schema.Minimum, schema.Maximum) switch
    {
        ({ } least, { } most) => $" from {Number(least)} to {Number(most)}",
        ({ } least, null) => $" of at least {Number(least)}",
        (null, { } most) => $" of at most {Number(most)}",
        _ => "",
    };

    private static string Count(ValueSchema schema, string items) =>
        Bounds(schema.MinimumItems, schema.MaximumItems) is { } bounds ? $", {bounds} {items}" : "";

    private static string? Bounds(int? least, int? most) => (least, most) switch
    {
        ({ } minimum, { } maximum) when minimum == maximum => Number(minimum),
        ({ } minimum, { } maximum) => $"{Number(minimum)} to {Number(maximum)}",
        ({ } minimum, null) => $"{Number(minimum)} or more",
        (null, { } maximum) => $"at most {Number(maximum)}",
        _ => null,
    };

    private static string Names(IReadOnlyList<string> names)
    {
        var codes = names.Select(Markdown.Code).ToList();
        return codes.Count < 2 ? string.Concat(codes) : $"{string.Join(", ", codes.SkipLast(1))} or {codes[^1]}";
    }

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
