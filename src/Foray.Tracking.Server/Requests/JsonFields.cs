using System.Text.Json;

namespace Foray.Tracking.Server.Requests;

/// <summary>Values of a JSON object; of nothing where there is none.</summary>
internal sealed class JsonFields(JsonElement body) : Fields
{
    public override string? Text(string name) => Find(name) is { } value ? TextOf(name, value) : null;

    public override IReadOnlyList<string> Texts(string name) =>
        [.. List(name).Select(value => TextOf(name, value))];

    public override IReadOnlyList<Fields> Entries(string name) =>
        [.. List(name).Select(value => value.ValueKind == JsonValueKind.Object ? new JsonFields(value) : throw Wrong(name))];

    private IEnumerable<JsonElement> List(string name) => Find(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        _ => throw Wrong(name),
    };

    private JsonElement? Find(string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string TextOf(string name, JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!,
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
                _ => throw Wrong(name),
            };
        }
        catch (InvalidOperationException)
        {
            throw ApiException.Invalid($"The value of parameter '{name}' is no Unicode text.");
        }
    }

    private static ApiException Wrong(string name) => ApiException.Invalid($"Invalid value for parameter '{name}' supplied: it has the wrong type.");
}
