using System.Text.Json;

namespace Foray.Stations.Programs.HandOff;

/// <summary>An answer to a <see cref="HandOffRequest"/>.</summary>
internal sealed record HandOffReply
{
    /// <summary>To an offer: the hash of the snapshot that the destination keeps now, which with id and epoch is the receipt.</summary>
    public string? Receipt { get; init; }

    /// <summary>To the question whether the origin still keeps what it offered. Default: false.</summary>
    public bool Holds { get; init; }

    /// <summary>The answer as JSON.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, HandOffJson.Default.HandOffReply);

    /// <summary>Reads an answer.</summary>
    /// <returns>Null where it is none.</returns>
    public static HandOffReply? Read(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, HandOffJson.Default.HandOffReply);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
