using System.Text.Json;
using System.Text.Json.Nodes;
using Foray.Sdk.Agents;

namespace Foray.Stations.Agents.Publishing;

/// <summary>The fields of a block and their types, which stay the same for the agent's life.</summary>
internal sealed class BlockShape
{
    private readonly Dictionary<string, string> _types;

    private BlockShape(Dictionary<string, string> types) => _types = types;

    /// <summary>The shape of values.</summary>
    /// <exception cref="FormatException">A feed does not take them; the message says which.</exception>
    public static BlockShape Of(JsonObject values)
    {
        if (values.Count == 0)
            throw new FormatException("it has no fields");
        return new BlockShape(values.ToDictionary(pair => pair.Key, TypeOf, StringComparer.Ordinal));
    }

    /// <exception cref="FormatException">Other values have another shape; the message says where.</exception>
    public void Require(BlockShape other)
    {
        if (_types.Keys.Except(other._types.Keys).FirstOrDefault() is { } missing)
            throw new FormatException($"the field '{missing}' of before is not there");
        foreach (var (field, type) in other._types)
        {
            if (!_types.TryGetValue(field, out var before))
                throw new FormatException($"the field '{field}' was not there before");
            if (before != type)
                throw new FormatException($"the field '{field}' is {type}, and was {before} before");
        }
    }

    private static string TypeOf(KeyValuePair<string, JsonNode?> value)
    {
        if (!AgentNames.IsValidField(value.Key))
            throw new FormatException($"the field '{value.Key}' has an invalid name");
        return value.Value?.GetValueKind() switch
        {
            JsonValueKind.Number => "a number",
            JsonValueKind.String => "text",
            JsonValueKind.True or JsonValueKind.False => "true or false",
            _ => throw new FormatException($"the field '{value.Key}' is no number, text, true or false"),
        };
    }
}
