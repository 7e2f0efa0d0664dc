using System.Globalization;
using Foray.Plugins.Schemas;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Plugins.Commands;

/// <summary>The options of a command from its manifest alone: for help and the parser, and from what was typed to the section that its binder takes.</summary>
public static class OptionsHelp
{
    private const string Origin = "command line";

    /// <summary>The options of a schema that can be written on a command line, in the order of the record. Records, maps, labels and secrets cannot.</summary>
    public static IReadOnlyList<CommandOption> Describe(OptionsSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return [.. schema.Properties.Where(property => IsOffered(property.Schema)).Select(property => new CommandOption(property))];
    }

    /// <summary>Makes a plugin's section from what was typed. What does not fit its option stays text, so that the check names it.</summary>
    /// <param name="options">The options.</param>
    /// <param name="given">The texts of each option that was given, by its key or a former one; none for one that is given or not.</param>
    public static MappingNode ToSection(IReadOnlyList<CommandOption> options, IReadOnlyDictionary<string, IReadOnlyList<string>> given)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(given);
        var entries = new List<KeyValuePair<ScalarNode, DocumentNode>>();
        foreach (var option in options)
        {
            foreach (var key in (string[])[option.Key, .. option.FormerKeys])
            {
                if (!given.TryGetValue(key, out var texts))
                    continue;
                var place = new Place(option.Position is null ? CommandOption.FlagOf(key) : option.ValueName!, 0, 0);
                entries.Add(KeyValuePair.Create(new ScalarNode(place, key, ScalarKind.Text), ToNode(option, texts, place)));
            }
        }

        return new MappingNode(new Place(Origin, 0, 0), entries);
    }

    /// <summary>What help calls a value; null for one that is given or not.</summary>
    internal static string? ValueName(ValueSchema schema) => schema.Type switch
    {
        ValueType.Boolean => null,
        ValueType.Enum => string.Join('|', schema.Values),
        ValueType.Integer or ValueType.Number => "NUMBER",
        ValueType.Duration => "DURATION",
        ValueType.Size => "SIZE",
        ValueType.Cidr => "RANGE",
        ValueType.InputPath => "PATH",
        ValueType.String when schema.WithinFolder => "PATH",
        _ => "TEXT",
    };

    private static bool IsOffered(ValueSchema schema) =>
        IsScalar(schema.Type) || schema is { Type: ValueType.List, Items: { Type: not ValueType.Boolean } items } && IsScalar(items.Type);

    private static bool IsScalar(ValueType type) => type is ValueType.String or ValueType.Integer or ValueType.Number or ValueType.Boolean or ValueType.Enum
        or ValueType.Duration or ValueType.Size or ValueType.Cidr or ValueType.InputPath or ValueType.Scalar;

    private static DocumentNode ToNode(CommandOption option, IReadOnlyList<string> texts, Place place)
    {
        if (option.Item.Type == ValueType.Boolean && texts.Count == 0)
            return new ScalarNode(place, "true", ScalarKind.Boolean);
        var nodes = texts.Select(text => ToScalar(option.Item.Type, text, place)).ToList();
        return nodes.Count == 1 && !option.IsRepeatable ? nodes[0] : new SequenceNode(place, nodes);
    }

    private static ScalarNode ToScalar(ValueType type, string text, Place place) => type switch
    {
        ValueType.Boolean when bool.TryParse(text, out var flag) => new ScalarNode(place, flag ? "true" : "false", ScalarKind.Boolean),
        ValueType.Integer or ValueType.Number when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) =>
            new ScalarNode(place, text, ScalarKind.Integer),
        ValueType.Integer or ValueType.Number when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) =>
            new ScalarNode(place, text, ScalarKind.Number),
        _ => new ScalarNode(place, text, ScalarKind.Text),
    };
}
