using System.Text.Json;
using System.Text.Json.Nodes;

namespace Foray.Stations.Bridge;

/// <summary>Reads the body of a request: <c>{"procedure": "…", "args": […], "kwargs": {…}}</c>. Its content type does not matter: OCS's clients send none.</summary>
internal static class BridgeCallReader
{
    private static readonly string[] Members = ["procedure", "args", "kwargs"];

    /// <summary>The call.</summary>
    /// <exception cref="BridgeException">The body is something else.</exception>
    public static BridgeCall Read(ReadOnlySpan<byte> body)
    {
        var members = Parse(body) as JsonObject ?? throw Bad("the body must be a JSON object with 'procedure', 'args' and 'kwargs'");
        if (members.Select(member => member.Key).FirstOrDefault(name => !Members.Contains(name)) is { } unknown)
            throw Bad($"the body has an unknown member '{Shown(unknown)}'; it may have 'procedure', 'args' and 'kwargs'");
        if (members["procedure"] is not JsonValue value || !value.TryGetValue<string>(out var procedure))
            throw Bad("'procedure' must be text");
        return new BridgeCall(procedure, Positions(members["args"]), Names(members["kwargs"]));
    }

    /// <summary>Text of a client as messages show it: cut where it is long.</summary>
    public static string Shown(string text) => text.Length <= 100 ? text : $"{text[..100]}…";

    private static JsonNode? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            CheckTexts(body);
            return JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException exception)
        {
            throw Bad($"the body is not JSON: {exception.Message}");
        }
    }

    /// <summary>The parser reads texts only when they are asked for, and throws then where one is no Unicode.</summary>
    private static void CheckTexts(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
                continue;
            try
            {
                _ = reader.GetString();
            }
            catch (InvalidOperationException)
            {
                throw Bad("the body has a text that is not Unicode");
            }
        }
    }

    private static IReadOnlyList<JsonNode?> Positions(JsonNode? node) => node switch
    {
        null => [],
        JsonArray array => [.. array],
        _ => throw Bad("'args' must be a list"),
    };

    private static Dictionary<string, JsonNode?> Names(JsonNode? node) => node switch
    {
        null => [],
        JsonObject members => members.ToDictionary(StringComparer.Ordinal),
        _ => throw Bad("'kwargs' must be an object"),
    };

    private static BridgeException Bad(string message) => new(BridgeErrors.InvalidArgument, message);
}
