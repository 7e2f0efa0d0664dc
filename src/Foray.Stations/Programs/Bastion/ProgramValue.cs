using System.Text.Encodings.Web;
using System.Text.Json;

namespace Foray.Stations.Programs.Bastion;

/// <summary>A value that one program gives to another: any JSON, which the station passes on without reading it. It is written anew, so that no worker's bytes get to another worker.</summary>
internal readonly record struct ProgramValue
{
    /// <summary>Arrays and objects inside of each other.</summary>
    public const int Deepest = 256;

    private static readonly JsonWriterOptions Options = new() { MaxDepth = Deepest, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly byte[] _json;

    private ProgramValue(byte[] json) => _json = json;

    /// <summary>The value of an element.</summary>
    /// <returns>Null where it is deeper than that, or a text in it is no Unicode.</returns>
    public static ProgramValue? From(JsonElement element)
    {
        using var stream = new MemoryStream();
        using var writer = new Utf8JsonWriter(stream, Options);
        try
        {
            element.WriteTo(writer);
            writer.Flush();
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            return null;
        }

        return new ProgramValue(stream.ToArray());
    }

    /// <summary>Bytes that it takes.</summary>
    public int Size => _json.Length;

    /// <summary>Writes it as a value.</summary>
    public void WriteTo(Utf8JsonWriter writer) => writer.WriteRawValue(_json, skipInputValidation: true);

    public override string ToString() => System.Text.Encoding.UTF8.GetString(_json);
}
