using System.Text;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Foray.Runners.Recipes;

/// <summary>A YAML file as a document. What is not needed for recipes and can be turned against a reader is refused: anchors, aliases, tags, several documents, deep nesting.</summary>
internal sealed class YamlRecipe(byte[] bytes, string name)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads it.</summary>
    /// <exception cref="DiagnosticException">It is not YAML, or more than recipes need.</exception>
    public DocumentNode Read()
    {
        Place place = new(name, 1, 1);
        try
        {
            var parser = new Parser(new StringReader(Strict.GetString(bytes).TrimStart('\uFEFF')));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                return new ScalarNode(place, "", ScalarKind.Null);
            parser.Consume<DocumentStart>();
            var root = ReadNode(parser, 1, ref place);
            parser.Consume<DocumentEnd>();
            return parser.Accept<DocumentStart>(out var second) ? throw RecipeFile.Broken(PlaceOf(second.Start), "a second document begins here", "make it a file of its own, or write a list") : root;
        }
        catch (YamlException exception)
        {
            throw RecipeFile.Broken(PlaceOf(exception.Start), $"this is not YAML: {exception.Message.TrimEnd('.')}", "correct the line, or the one above it: indentation, quotes, brackets", exception);
        }
        catch (DecoderFallbackException exception)
        {
            throw RecipeFile.Broken(place with { Line = 0, Column = 0 }, $"'{name}' is not UTF-8", "save it as UTF-8", exception);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException or NullReferenceException)
        {
            // The parser's own faults on some broken texts.
            throw RecipeFile.Broken(place, "this is not YAML, here or behind it", "close what is open: quotes and brackets", exception);
        }
    }

    private DocumentNode ReadNode(Parser parser, int depth, ref Place place)
    {
        if (parser.Accept<AnchorAlias>(out var alias))
            throw NoAnchors(PlaceOf(alias.Start));
        if (parser.Accept<NodeEvent>(out var start))
            CheckStart(start, depth, place = PlaceOf(start.Start));
        if (parser.TryConsume<SequenceStart>(out _))
        {
            List<DocumentNode> items = [];
            var at = place;
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(ReadNode(parser, depth + 1, ref place));
            return new SequenceNode(at, items);
        }

        if (parser.TryConsume<MappingStart>(out _))
            return ReadMapping(parser, depth, ref place);
        var scalar = parser.Consume<Scalar>();
        var isNull = scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL";
        return new ScalarNode(place, scalar.Value, isNull ? ScalarKind.Null : ScalarKind.Text);
    }

    private MappingNode ReadMapping(Parser parser, int depth, ref Place place)
    {
        var at = place;
        List<KeyValuePair<ScalarNode, DocumentNode>> entries = [];
        HashSet<string> keys = new(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (ReadNode(parser, depth + 1, ref place) is not ScalarNode key)
                throw RecipeFile.Broken(place, "a key must be text", "write 'key: value'");
            if (!keys.Add(key.Text))
                throw RecipeFile.Broken(key.Place, $"the key '{key.Text}' stands twice", "remove one of them");
            entries.Add(KeyValuePair.Create(key, ReadNode(parser, depth + 1, ref place)));
        }

        return new MappingNode(at, entries);
    }

    private static void CheckStart(NodeEvent start, int depth, Place place)
    {
        if (depth > RecipeFile.MostDepth)
            throw RecipeFile.Broken(place, $"this is nested deeper than {RecipeFile.MostDepth} levels", "a test needs no more than four");
        if (!start.Anchor.IsEmpty)
            throw NoAnchors(place);
        if (!start.Tag.IsEmpty)
            throw RecipeFile.Broken(place, "recipes have no tags", "remove it; text that begins with '!' needs quotes");
    }

    private static DiagnosticException NoAnchors(Place place) =>
        RecipeFile.Broken(place, "recipes have no anchors and aliases", "write the value out; text that begins with '&' or '*' needs quotes");

    private Place PlaceOf(Mark mark) => new(name, (int)Math.Max(mark.Line, 1), (int)Math.Max(mark.Column, 1));
}
