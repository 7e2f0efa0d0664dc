using System.Text.Json;
using System.Text.Json.Nodes;

namespace Foray.Stations.Agents.Sessions;

/// <summary>Copies what an agent gives so that it can be written as JSON: NaN becomes null.</summary>
internal static class FiniteJson
{
    /// <summary>A copy of an object.</summary>
    /// <exception cref="FormatException">It has an infinite number, or a value that is an object of the agent's own; the message says where.</exception>
    public static JsonObject Copy(JsonObject values) => (JsonObject)Copy(values, "data")!;

    /// <summary>A copy of anything.</summary>
    /// <param name="node">What is copied.</param>
    /// <param name="path">Where it is, for the message.</param>
    /// <exception cref="FormatException">As for an object.</exception>
    public static JsonNode? Copy(JsonNode? node, string path) => node switch
    {
        null => null,
        JsonObject values => new JsonObject(values.Select(pair => KeyValuePair.Create(pair.Key, Copy(pair.Value, $"{path}.{pair.Key}")))),
        JsonArray items => new JsonArray([.. items.Select((item, index) => Copy(item, $"{path}[{index}]"))]),
        _ when Number(node.AsValue()) is { } number && !double.IsFinite(number) => double.IsNaN(number) ? null : throw new FormatException($"{path} is infinite"),
        _ when node.GetValueKind() is JsonValueKind.Object or JsonValueKind.Array => throw new FormatException($"{path} is no JSON: it holds an object of the agent's own"),
        _ => node.DeepClone(),
    };

    private static double? Number(JsonValue value) =>
        value.TryGetValue<double>(out var number) ? number : value.TryGetValue<float>(out var single) ? single : null;
}
