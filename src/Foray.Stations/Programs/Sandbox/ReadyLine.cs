using System.Text.Json;

namespace Foray.Stations.Programs.Sandbox;

/// <summary>The first line of the bastion protocol, by which a worker says that it can take a program.</summary>
internal static class ReadyLine
{
    private const int Version = 1;

    /// <summary>What is wrong with the line, as the end of a sentence; null where it says that a worker is ready.</summary>
    public static string? Problem(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            if (!IsReady(document.RootElement, out var version))
                return $"it said '{Shorten(line)}' where it was to say that it is ready";
            return version == Version ? null : $"it speaks version {version} of the bastion protocol, not {Version}";
        }
        catch (JsonException)
        {
            return $"it said '{Shorten(line)}' where it was to say that it is ready";
        }
    }

    private static bool IsReady(JsonElement message, out int version)
    {
        version = 0;
        return message.ValueKind == JsonValueKind.Object
            && message.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("ready")
            && message.TryGetProperty("protocol", out var protocol) && protocol.ValueKind == JsonValueKind.Number && protocol.TryGetInt32(out version);
    }

    private static string Shorten(string line) => line.Length <= 80 ? line : line[..80] + "…";
}
