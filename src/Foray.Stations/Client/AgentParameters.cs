using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Foray.Plugins;
using Foray.Sdk.Diagnostics;

namespace Foray.Stations.Client;

/// <summary>Parameters of an operation as they are typed: <c>key=value</c>, each value read as the type that the operation's schema gives the key.</summary>
public static class AgentParameters
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The schema of an operation's parameters, of what the agent offers.</summary>
    /// <param name="api">See <see cref="StationClient.DescribeAsync"/>.</param>
    /// <param name="operation">Name of a task or process.</param>
    /// <returns>A JSON Schema; null where the agent has none for it.</returns>
    public static JsonObject? SchemaOf(JsonObject api, string operation) =>
        (api["tasks"] as JsonArray ?? []).Concat(api["processes"] as JsonArray ?? [])
            .OfType<JsonArray>()
            .FirstOrDefault(entry => entry.Count >= 3 && entry[0]?.ToString() == operation)?[2]?["params"] as JsonObject;

    /// <summary>Reads parameters.</summary>
    /// <param name="pairs">Texts <c>key=value</c>; of a key that stands twice, the last counts.</param>
    /// <param name="schema">JSON Schema of the parameters; null where there is none: a value that is a JSON number, true, false, null, list or object is taken as such, others as text.</param>
    /// <exception cref="DiagnosticException">One or more do not fit (FORAY226).</exception>
    public static JsonObject Parse(IReadOnlyList<string> pairs, JsonObject? schema)
    {
        var problems = new List<Diagnostic>();
        var parameters = new JsonObject();
        foreach (var pair in pairs)
        {
            if (pair.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var equals))
                problems.Add(ClientErrors.Parameter($"the parameter '{pair}' has no value", "write KEY=VALUE"));
            else if (TryParse(pair[..equals], pair[(equals + 1)..], schema, problems, out var value))
                parameters[pair[..equals]] = value;
        }

        return problems.Count == 0 ? parameters : throw new DiagnosticException(problems);
    }

    /// <summary>Reads parameters that are written as one JSON object.</summary>
    /// <exception cref="DiagnosticException">It is none (FORAY226).</exception>
    public static JsonObject ParseJson(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict) as JsonObject ?? throw new DiagnosticException(ClientErrors.Parameter($"the parameters '{text}' are no JSON object", "write them as '{\"KEY\": VALUE}'"));
        }
        catch (JsonException exception)
        {
            throw new DiagnosticException(ClientErrors.Parameter($"the parameters '{text}' are not JSON: {exception.Message}", "write them as '{\"KEY\": VALUE}'"), exception);
        }
    }

    private static bool TryParse(string key, string text, JsonObject? schema, List<Diagnostic> problems, out JsonNode? value)
    {
        value = null;
        var known = schema?["properties"] as JsonObject;
        if (known is not null && !known.ContainsKey(key) && schema!["additionalProperties"] is JsonValue others && others.TryGetValue(out bool areAllowed) && !areAllowed)
        {
            var names = known.Select(member => member.Key).ToList();
            problems.Add(ClientErrors.Parameter($"there is no parameter '{key}'", Suggestions.Nearest(key, names) is { } near ? $"did you mean '{near}'?" : names.Count == 0 ? "the operation takes none" : $"there are {string.Join(", ", names)}"));
            return false;
        }

        var types = TypesOf(known?[key] as JsonObject);
        if (types.Count == 0)
        {
            value = Guess(text);
            return true;
        }

        foreach (var type in types.OrderBy(type => type == "string"))
            if (TryRead(type, text, out value))
                return true;
        problems.Add(ClientErrors.Parameter($"the parameter '{key}' cannot be '{text}'", $"give {string.Join(" or ", types.Select(Describe))}"));
        return false;
    }

    private static List<string> TypesOf(JsonObject? property) => property?["type"] switch
    {
        JsonArray several => [.. several.Select(type => $"{type}")],
        JsonValue one => [$"{one}"],
        _ => [],
    };

    private static bool TryRead(string type, string text, out JsonNode? value)
    {
        value = type switch
        {
            "string" => JsonValue.Create(text),
            "boolean" when bool.TryParse(text, out var flag) => JsonValue.Create(flag),
            "integer" when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            "number" when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => JsonValue.Create(number),
            "array" => Json(text) as JsonArray,
            "object" => Json(text) as JsonObject,
            _ => null,
        };
        return value is not null || (type == "null" && text == "null");
    }

    private static string Describe(string type) => type switch
    {
        "boolean" => "true or false",
        "integer" => "a whole number",
        "number" => "a number",
        "array" => "a list as JSON",
        "object" => "an object as JSON",
        "null" => "null",
        _ => "a text",
    };

    private static JsonNode? Guess(string text) => text == "null" ? null : Json(text) ?? JsonValue.Create(text);

    private static JsonNode? Json(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
