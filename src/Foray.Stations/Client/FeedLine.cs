using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Foray.Stations.Client;

/// <summary>An entry as a line of JSON: <c>instance</c>, <c>feed</c>, <c>log</c>, <c>sequence</c>, <c>time</c>, <c>blocks</c>.</summary>
public static class FeedLine
{
    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line with its line break, as UTF-8.</summary>
    /// <param name="instance">Instance id of the agent.</param>
    /// <param name="feed">Name of the feed.</param>
    /// <param name="entry">The entry.</param>
    public static byte[] Write(string instance, string feed, HeardEntry entry)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Written))
        {
            WriteBeginning(writer, instance, feed);
            writer.WriteString("log", entry.Position.Log);
            writer.WriteNumber("sequence", entry.Position.Sequence);
            foreach (var (name, value) in entry.Content.Where(member => member.Key != "sequence"))
            {
                writer.WritePropertyName(name);
                if (value is null)
                    writer.WriteNullValue();
                else
                    value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    /// <summary>What every line of a feed begins with.</summary>
    internal static byte[] Beginning(string instance, string feed)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Written))
            WriteBeginning(writer, instance, feed);
        return [.. buffer.ToArray(), .. Encoding.ASCII.GetBytes(",\"log\":\"")];
    }

    private static void WriteBeginning(Utf8JsonWriter writer, string instance, string feed)
    {
        writer.WriteStartObject();
        writer.WriteString("instance", instance);
        writer.WriteString("feed", feed);
    }
}
