using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Foray.Backends.MLflow;

/// <summary>JSON in UTF-8.</summary>
internal static class JsonBytes
{
    /// <summary>Read by a server, never put into a page of the web: letters stay letters, so that more of them fit into a request.</summary>
    private static readonly JsonWriterOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes of a node.</summary>
    public static byte[] Of(JsonNode node)
    {
        var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Layout))
            node.WriteTo(writer);
        return bytes.ToArray();
    }

    /// <summary>A text that can be written: half a surrogate pair is replaced by U+FFFD.</summary>
    public static string Text(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
