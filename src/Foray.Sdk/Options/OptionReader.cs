using System.Globalization;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Sdk.Options;

/// <summary>
/// Turns nodes into values for the generated binders. The document has been checked before; a node that does not fit
/// ends in a <see cref="DiagnosticException"/> all the same, so that no caller can get a wrong value.
/// </summary>
public static class OptionReader
{
    /// <summary>Code of the diagnostic for a node that does not fit its option.</summary>
    public const string Mismatch = "FORAY120";

    /// <summary>The node as a mapping.</summary>
    public static MappingNode Mapping(DocumentNode node) => node as MappingNode ?? throw Unfit(node, "a mapping");

    /// <summary>A required key of a mapping.</summary>
    public static DocumentNode Required(MappingNode mapping, string key) =>
        Optional(mapping, key) ?? throw new DiagnosticException(Diagnostic.Error(Mismatch, mapping.Place, $"'{key}' is missing"));

    /// <summary>A key of a mapping; null where it is absent or has no value.</summary>
    public static DocumentNode? Optional(MappingNode mapping, string key) =>
        mapping[key] is { } node and not ScalarNode { Kind: ScalarKind.Null } ? node : null;

    /// <summary>A required key of a mapping, by its present name or by one that it had before.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="key">The present name.</param>
    /// <param name="formerKeys">Names that it had before.</param>
    public static DocumentNode Required(MappingNode mapping, string key, params ReadOnlySpan<string> formerKeys) =>
        Optional(mapping, key, formerKeys) ?? Required(mapping, key);

    /// <summary>A key of a mapping, by its present name or by one that it had before; null where it is absent or has no value.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="key">The present name.</param>
    /// <param name="formerKeys">Names that it had before.</param>
    public static DocumentNode? Optional(MappingNode mapping, string key, params ReadOnlySpan<string> formerKeys)
    {
        var found = Optional(mapping, key);
        foreach (var former in formerKeys)
        {
            if (Optional(mapping, former) is not { } node)
                continue;
            if (found is not null)
                throw new DiagnosticException(Diagnostic.Error(Mismatch, node.Place, $"'{former}' is now called '{key}', and both are given", $"remove '{former}'"));
            found = node;
        }

        return found;
    }

    /// <summary>Text; numbers and true/false are taken as written.</summary>
    public static string Text(DocumentNode node) => node is ScalarNode { Kind: not ScalarKind.Null } scalar ? scalar.Text : throw Unfit(node, "text");

    /// <summary>A whole number of 32 bits.</summary>
    public static int Int32(DocumentNode node) =>
        int.TryParse(Text(node), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Unfit(node, "a whole number");

    /// <summary>A whole number of 64 bits.</summary>
    public static long Int64(DocumentNode node) =>
        long.TryParse(Text(node), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Unfit(node, "a whole number");

    /// <summary>A number.</summary>
    public static double Number(DocumentNode node) =>
        double.TryParse(Text(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Unfit(node, "a number");

    /// <summary>True or false.</summary>
    public static bool Boolean(DocumentNode node) =>
        node is ScalarNode { Kind: ScalarKind.Boolean } scalar && bool.TryParse(scalar.Text, out var value) ? value : throw Unfit(node, "true or false");

    /// <summary>A duration; see <see cref="Options.Duration"/>.</summary>
    public static TimeSpan Duration(DocumentNode node) =>
        Options.Duration.TryParse(Text(node), out var value) ? value : throw Unfit(node, "a duration such as 90s, 5m or 1h");

    /// <summary>A size; see <see cref="ByteSize"/>.</summary>
    public static ByteSize Size(DocumentNode node) =>
        ByteSize.TryParse(Text(node), out var value) ? value : throw Unfit(node, "a size such as 512MiB");

    /// <summary>A range of addresses; see <see cref="Options.Cidr"/>.</summary>
    public static Cidr Cidr(DocumentNode node) =>
        Options.Cidr.TryParse(Text(node), out var value) ? value : throw Unfit(node, "a range such as 192.168.42.0/24");

    /// <summary>Labels that choose machines.</summary>
    public static LabelSelector LabelSelector(DocumentNode node) => new(List(node, Text));

    /// <summary>Labels that machines get.</summary>
    public static LabelSet LabelSet(DocumentNode node) => new(List(node, Text));

    /// <summary>A path that must exist.</summary>
    public static InputPath InputPath(DocumentNode node) => new(Text(node));

    /// <summary>Text, a number or true/false, as written.</summary>
    public static ScalarValue Scalar(DocumentNode node) => new(Text(node));

    /// <summary>A secret.</summary>
    public static Secret Secret(DocumentNode node)
    {
        if (node is not MappingNode mapping)
            return Options.Secret.FromText(Text(node));
        if (Optional(mapping, "env") is { } variable)
            return Options.Secret.FromEnvironment(Text(variable));
        return Options.Secret.FromFile(Text(Required(mapping, "file")));
    }

    /// <summary>The value of a variable.</summary>
    public static Variable Variable(DocumentNode node)
    {
        if (node is not MappingNode mapping)
            return new Variable(Text(node));
        return new Variable(
            Optional(mapping, "value") is { } value ? Text(value) : null,
            Optional(mapping, "env") is { } variable ? Text(variable) : null,
            Optional(mapping, "file") is { } file ? Text(file) : null,
            Optional(mapping, "secret") is { } secret && Boolean(secret));
    }

    /// <summary>The items of a list.</summary>
    public static IReadOnlyList<T> List<T>(DocumentNode node, Func<DocumentNode, T> read) =>
        node is SequenceNode sequence ? [.. sequence.Items.Select(read)] : throw Unfit(node, "a list");

    /// <summary>The entries of a mapping, in the order of the file.</summary>
    public static IReadOnlyDictionary<string, T> Map<T>(DocumentNode node, Func<DocumentNode, T> read)
    {
        var map = new OrderedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var (key, value) in Mapping(node).Entries)
            map[key.Text] = read(value);
        return map;
    }

    /// <summary>The exception for a node that is not what it should be.</summary>
    /// <param name="node">The node.</param>
    /// <param name="expected">What it should be, with its article.</param>
    public static DiagnosticException Unfit(DocumentNode node, string expected) =>
        new(Diagnostic.Error(Mismatch, node.Place, $"expected {expected}, found {node.Form}"));
}
