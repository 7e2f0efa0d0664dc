using System.Text.Json;

namespace Foray.Plugins.Schemas;

/// <summary>Defaults as people write them.</summary>
internal static class DefaultText
{
    /// <summary>The default without quotes and brackets; empty for an empty text or list.</summary>
    /// <param name="json">The default as the manifest has it.</param>
    public static string Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }

    private static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Of)),
        _ => value.GetRawText(),
    };
}
