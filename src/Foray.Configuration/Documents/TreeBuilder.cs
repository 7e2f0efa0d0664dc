using Foray.Configuration.Diagnostics;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Foray.Configuration.Documents;

/// <summary>Makes the tree of one file from the parser's events.</summary>
internal sealed class TreeBuilder(string text, string path, DiagnosticCollector diagnostics)
{
    /// <summary>Deepest nesting, aliases included.</summary>
    public const int MostDepth = 100;

    /// <summary>Most nodes that aliases may stand for, in the whole file.</summary>
    public const int MostAliasedNodes = 200_000;

    private readonly EventReader _events = new(text, path);
    private readonly Dictionary<string, Subtree?> _anchors = new(StringComparer.Ordinal);
    private long _aliasedNodes;
    private bool _tooManyReported;

    /// <summary>A node with its size and height, aliases counted as what they stand for.</summary>
    private sealed record Subtree(DocumentNode Node, long Size, int Height);

    /// <summary>The only document; null where the file is empty.</summary>
    /// <exception cref="DiagnosticException">The text is not YAML, or is nested too deeply.</exception>
    public DocumentNode? Read()
    {
        while (_events.Next() is StreamStart)
        {
        }

        if (_events.Current is StreamEnd)
            return Empty(new Place(path, 1, 1));
        _events.Next();
        var root = ReadNode(1).Node;
        while (_events.Next() is DocumentEnd)
        {
        }

        if (_events.Current is DocumentStart second)
            diagnostics.Error(ConfigurationCodes.SeveralDocuments, PlaceOf(second), "a second document begins here",
                "remove the '---', or make it a file of its own");
        return root is ScalarNode { Kind: ScalarKind.Null } ? Empty(root.Place) : root;
    }

    private DocumentNode? Empty(Place place)
    {
        diagnostics.Error(ConfigurationCodes.EmptyFile, place with { Line = 1, Column = 1 }, "the file is empty",
            "an experiment file begins with 'name:', 'sites:' and 'experiments:'");
        return null;
    }

    /// <summary>Reads the node whose first event is the current one.</summary>
    private Subtree ReadNode(int depth)
    {
        switch (_events.Current)
        {
            case AnchorAlias alias:
                return Resolve(alias, depth);
            case Scalar scalar:
                return Keep(scalar, new Subtree(ReadScalar(scalar), 1, 1));
            case SequenceStart start:
                return ReadCollection(start, depth);
            case MappingStart start:
                return ReadCollection(start, depth);
            default:
                // The parser loses events of some entries whose key is empty.
                throw new DiagnosticException(Diagnostic.Error(ConfigurationCodes.BadSyntax, PlaceOf(_events.Current),
                    "expected a key or a value before this", "write 'key: value'"));
        }
    }

    private Subtree ReadCollection(NodeEvent start, int depth)
    {
        if (depth > MostDepth)
            throw new DiagnosticException(Diagnostic.Error(ConfigurationCodes.TooLarge, PlaceOf(start), $"the file is nested deeper than {MostDepth} levels",
                "make it flatter"));
        Open(start);
        var isSequence = start is SequenceStart;
        var fits = FitsCollection(start, isSequence ? "tag:yaml.org,2002:seq" : "tag:yaml.org,2002:map");
        var read = isSequence ? ReadSequence(start, depth) : ReadMapping(start, depth);
        return Keep(start, fits ? read : read with { Node = new FaultyNode(PlaceOf(start)) });
    }

    private Subtree ReadSequence(NodeEvent start, int depth)
    {
        var items = new List<DocumentNode>();
        var (size, height) = (1L, 0);
        while (_events.Next() is not SequenceEnd)
        {
            var item = ReadNode(depth + 1);
            items.Add(item.Node);
            (size, height) = (size + item.Size, Math.Max(height, item.Height));
        }

        return new Subtree(new SequenceNode(PlaceOf(start), items), size, height + 1);
    }

    private Subtree ReadMapping(NodeEvent start, int depth)
    {
        var entries = new MappingEntries(diagnostics);
        var (size, height) = (1L, 0);
        while (_events.Next() is not MappingEnd)
        {
            var isMerge = _events.Current is Scalar { Value: "<<", Style: ScalarStyle.Plain };
            var keyPlace = PlaceOf(_events.Current);
            var key = ReadNode(depth + 1);
            _events.Next();
            var value = ReadNode(depth + 1);
            entries.Add(key.Node, keyPlace, value.Node, isMerge);
            (size, height) = (size + key.Size + value.Size, Math.Max(height, Math.Max(key.Height, value.Height)));
        }

        return new Subtree(entries.ToNode(PlaceOf(start)), size, height + 1);
    }

    private Subtree Resolve(AnchorAlias alias, int depth)
    {
        var place = PlaceOf(alias);
        var name = alias.Value.Value;
        if (!_anchors.TryGetValue(name, out var target))
            diagnostics.Error(ConfigurationCodes.UnknownAlias, place, $"the alias {Excerpt.Of("*" + name)} names no anchor above it", UnknownAliasRemedy(name));
        else if (target is null)
            diagnostics.Error(ConfigurationCodes.EndlessAlias, place, $"the alias {Excerpt.Of("*" + name)} stands inside of what it names", "write the content out");
        else if (IsBounded(target, depth, place))
            return target;
        return new Subtree(new FaultyNode(place), 1, 1);
    }

    private string UnknownAliasRemedy(string name)
    {
        var nearest = NearestName.Of(name, _anchors.Keys, diagnostics);
        return nearest is null ? $"define it first with '&{name}', or put the text in quotes if it is no alias" : $"did you mean '*{nearest}'?";
    }

    private bool IsBounded(Subtree target, int depth, Place place)
    {
        _aliasedNodes += target.Size;
        var tooMany = _aliasedNodes > MostAliasedNodes;
        if (!tooMany && depth + target.Height - 1 <= MostDepth)
            return true;
        if (!_tooManyReported)
            diagnostics.Error(ConfigurationCodes.TooLarge, place,
                tooMany ? $"the aliases of this file stand for more than {MostAliasedNodes} nodes" : $"with its aliases, the file is nested deeper than {MostDepth} levels",
                "use fewer aliases of aliases");
        _tooManyReported = true;
        return false;
    }

    private DocumentNode ReadScalar(Scalar scalar)
    {
        var place = PlaceOf(scalar);
        if (scalar.Tag.IsEmpty)
            return new ScalarNode(place, scalar.Value, scalar.Style == ScalarStyle.Plain ? ScalarKinds.Of(scalar.Value) : ScalarKind.Text);
        var tag = scalar.Tag.Value;
        ScalarKind? kind = tag switch
        {
            "!" or "tag:yaml.org,2002:str" => ScalarKind.Text,
            "tag:yaml.org,2002:int" => ScalarKind.Integer,
            "tag:yaml.org,2002:float" => ScalarKind.Number,
            "tag:yaml.org,2002:bool" => ScalarKind.Boolean,
            "tag:yaml.org,2002:null" => ScalarKind.Null,
            _ => null,
        };
        var found = ScalarKinds.Of(scalar.Value);
        if (kind is ScalarKind.Text || kind == found || (kind is ScalarKind.Number && found is ScalarKind.Integer))
            return new ScalarNode(place, scalar.Value, kind.Value);
        ReportTag(tag, place, kind is null ? null : $"{Excerpt.Of(scalar.Value)} is not what the tag {ShortTag(tag)} says");
        return new FaultyNode(place);
    }

    private bool FitsCollection(NodeEvent start, string expected)
    {
        if (start.Tag.IsEmpty || start.Tag.Value == "!" || start.Tag.Value == expected)
            return true;
        ReportTag(start.Tag.Value, PlaceOf(start), null);
        return false;
    }

    private void ReportTag(string tag, Place place, string? message) =>
        diagnostics.Error(ConfigurationCodes.BadTag, place, message ?? $"the tag {ShortTag(tag)} is not known", "remove the tag");

    private static string ShortTag(string tag) =>
        Excerpt.Of(tag.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal) ? "!!" + tag["tag:yaml.org,2002:".Length..] : tag);

    /// <summary>Until a collection is complete, its anchor has no content.</summary>
    private void Open(NodeEvent start)
    {
        if (!start.Anchor.IsEmpty)
            _anchors[start.Anchor.Value] = null;
    }

    private Subtree Keep(NodeEvent start, Subtree subtree)
    {
        if (!start.Anchor.IsEmpty)
            _anchors[start.Anchor.Value] = subtree;
        return subtree;
    }

    private Place PlaceOf(ParsingEvent at) => new(path, (int)at.Start.Line, (int)at.Start.Column);
}
