using System.Text;
using System.Text.Json;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Runners.Recipes;

/// <summary>A JSON file as a document that knows the place of each value. Comments and commas at the end of a list are fine.</summary>
internal sealed class JsonRecipe
{
    private readonly byte[] _bytes;
    private readonly string _name;
    private int _at;
    private int _line = 1;
    private int _column = 1;

    public JsonRecipe(byte[] bytes, string name)
    {
        (_bytes, _name) = (bytes, name);
        _at = bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="DiagnosticException">It is not JSON, nested too deeply, or has a key twice.</exception>
    public DocumentNode Read()
    {
        var options = new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = RecipeFile.MostDepth };
        try
        {
            var start = _at;
            var reader = new Utf8JsonReader(_bytes.AsSpan(start), options);
            reader.Read();
            var root = ReadNode(ref reader, start);
            reader.Read();
            return root;
        }
        catch (JsonException exception)
        {
            var place = new Place(_name, (int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0) + 1);
            throw RecipeFile.Broken(place, $"this is not JSON, or nested deeper than {RecipeFile.MostDepth} levels: {FirstSentence(exception.Message)}", "correct the line, or the one above it", exception);
        }
        catch (InvalidOperationException exception)
        {
            throw RecipeFile.Broken(new Place(_name, _line, _column), "this text is not Unicode", "save the file as UTF-8, and write escapes in pairs where they are halves of a character", exception);
        }
    }

    private DocumentNode ReadNode(ref Utf8JsonReader reader, int start)
    {
        var place = Locate(start + (int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                List<DocumentNode> items = [];
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(ReadNode(ref reader, start));
                return new SequenceNode(place, items);
            case JsonTokenType.StartObject:
                return ReadMapping(ref reader, start, place);
            case JsonTokenType.Null:
                return new ScalarNode(place, "", ScalarKind.Null);
            case JsonTokenType.String:
                return new ScalarNode(place, reader.GetString()!, ScalarKind.Text);
            case JsonTokenType.Number:
                return new ScalarNode(place, Encoding.UTF8.GetString(reader.ValueSpan), ScalarKind.Number);
            default:
                return new ScalarNode(place, Encoding.UTF8.GetString(reader.ValueSpan), ScalarKind.Boolean);
        }
    }

    private MappingNode ReadMapping(ref Utf8JsonReader reader, int start, Place place)
    {
        List<KeyValuePair<ScalarNode, DocumentNode>> entries = [];
        HashSet<string> keys = new(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = new ScalarNode(Locate(start + (int)reader.TokenStartIndex), reader.GetString()!, ScalarKind.Text);
            if (!keys.Add(key.Text))
                throw RecipeFile.Broken(key.Place, $"the key '{key.Text}' stands twice", "remove one of them");
            reader.Read();
            entries.Add(KeyValuePair.Create(key, ReadNode(ref reader, start)));
        }

        return new MappingNode(place, entries);
    }

    // Places are asked for in order, so that a file is gone through once.
    private Place Locate(int offset)
    {
        var passed = _bytes.AsSpan(_at, offset - _at);
        var feed = passed.LastIndexOf((byte)'\n');
        if (feed >= 0)
        {
            _line += passed.Count((byte)'\n');
            _column = 1;
        }

        _column += Encoding.UTF8.GetCharCount(passed[(feed + 1)..]);
        _at = offset;
        return new Place(_name, _line, _column);
    }

    private static string FirstSentence(string message) => message.Split(". ")[0].TrimEnd('.');
}
