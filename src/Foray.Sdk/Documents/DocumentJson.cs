using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Foray.Sdk.Diagnostics;

namespace Foray.Sdk.Documents;

/// <summary>Documents as JSON: to hash them, and to keep a section in a journal so that it can be used when its file is gone.</summary>
public static class DocumentJson
{
    /// <summary>Compact JSON of a node; equal documents give equal text, whatever their layout, comments and order of keys.</summary>
    public static string Write(DocumentNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            Write(node, writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads what <see cref="Write(DocumentNode)"/> wrote.</summary>
    /// <param name="json">The JSON text.</param>
    /// <param name="origin">Name to use as the file of every place.</param>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static DocumentNode Read(string json, string origin)
    {
        using var document = JsonDocument.Parse(json);
        return Read(document.RootElement, new Place(origin, 0, 0));
    }

    private static void Write(DocumentNode node, Utf8JsonWriter writer)
    {
        switch (node)
        {
            case MappingNode mapping:
                writer.WriteStartObject();
                foreach (var (key, value) in mapping.Entries.OrderBy(entry => entry.Key.Text, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(key.Text);
                    Write(value, writer);
                }

                writer.WriteEndObject();
                break;
            case SequenceNode sequence:
                writer.WriteStartArray();
                foreach (var item in sequence.Items)
                    Write(item, writer);
                writer.WriteEndArray();
                break;
            case ScalarNode scalar:
                Write(scalar, writer);
                break;
        }
    }

    private static void Write(ScalarNode scalar, Utf8JsonWriter writer)
    {
        switch (scalar.Kind)
        {
            case ScalarKind.Null:
                writer.WriteNullValue();
                break;
            case ScalarKind.Boolean:
                writer.WriteBooleanValue(scalar.Text.StartsWith('t') || scalar.Text.StartsWith('T'));
                break;
            case ScalarKind.Integer when long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole):
                writer.WriteNumberValue(whole);
                break;
            default:
                writer.WriteStringValue(scalar.Text);
                break;
        }
    }

    /// <summary>A value of a JSON document as a node, and all in it, with one place.</summary>
    internal static DocumentNode Read(JsonElement element, Place place) => element.ValueKind switch
    {
        JsonValueKind.Object => new MappingNode(place, [.. element.EnumerateObject().Select(property =>
            KeyValuePair.Create(new ScalarNode(place, property.Name, ScalarKind.Text), Read(property.Value, place)))]),
        JsonValueKind.Array => new SequenceNode(place, [.. element.EnumerateArray().Select(item => Read(item, place))]),
        JsonValueKind.Number => new ScalarNode(place, element.GetRawText(), element.TryGetInt64(out _) ? ScalarKind.Integer : ScalarKind.Number),
        JsonValueKind.True or JsonValueKind.False => new ScalarNode(place, element.GetRawText(), ScalarKind.Boolean),
        JsonValueKind.Null or JsonValueKind.Undefined => new ScalarNode(place, "", ScalarKind.Null),
        _ => new ScalarNode(place, element.GetString()!, ScalarKind.Text),
    };
}
