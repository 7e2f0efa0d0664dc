using System.Text.Json;

namespace Foray.Runners.DotNet;

/// <summary>The <c>global.json</c> that counts for a folder: the nearest one above it.</summary>
internal static class GlobalJson
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>True where it has <c>dotnet test</c> run Microsoft.Testing.Platform, and no VSTest (since the SDK of .NET 10).</summary>
    public static bool UsesTestingPlatform(string folder)
    {
        for (var current = folder; current is not null; current = Path.GetDirectoryName(current))
        {
            var path = Path.Combine(current, "global.json");
            if (File.Exists(path))
                return Names(path);
        }

        return false;
    }

    // One that cannot be read is told by dotnet.
    private static bool Names(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), Lenient);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("test", out var test) && test.ValueKind == JsonValueKind.Object
                && test.TryGetProperty("runner", out var runner) && runner.ValueKind == JsonValueKind.String
                && runner.GetString() == "Microsoft.Testing.Platform";
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
