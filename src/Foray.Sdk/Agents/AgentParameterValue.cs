using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Foray.Sdk.Agents;

/// <summary>Brings a value into the type of its parameter.</summary>
internal static class AgentParameterValue
{
    private static readonly string[] Yes = ["true", "yes", "on", "1"];
    private static readonly string[] No = ["false", "no", "off", "0"];

    /// <summary>Checks a value against all rules of its parameter.</summary>
    /// <returns>What is wrong; null where nothing is, and <paramref name="value"/> has the type then.</returns>
    public static string? TryRead(AgentParameter parameter, JsonNode node, out JsonNode? value)
    {
        if (TryConvert(parameter, node, out value) is { } problem)
            return problem;
        if (parameter.Choices.Count > 0 && !IsChoice(parameter, value))
            return $"parameter '{parameter.Key}' is {Show(node)}: possible are {string.Join(", ", parameter.Choices.Select(Show))}";
        if (parameter.Type is AgentParameterType.Integer or AgentParameterType.Number && TryNumber(value, out var number))
        {
            if (number < parameter.Minimum)
                return $"parameter '{parameter.Key}' is {Show(node)}: the smallest is {Show(parameter.Minimum)}";
            if (number > parameter.Maximum)
                return $"parameter '{parameter.Key}' is {Show(node)}: the largest is {Show(parameter.Maximum)}";
        }

        return Ask(parameter, value) is { } said ? $"parameter '{parameter.Key}' is {Show(node)}: {said}" : null;
    }

    /// <summary>Brings a value into the type.</summary>
    /// <returns>What is wrong; null where it has the type.</returns>
    public static string? TryConvert(AgentParameter parameter, JsonNode node, out JsonNode value)
    {
        var (converted, type) = parameter.Type switch
        {
            AgentParameterType.Text => (node.GetValueKind() == JsonValueKind.String ? node.DeepClone() : null, "text"),
            AgentParameterType.Integer => (TryInteger(node, out var integer) ? JsonValue.Create(integer) : null, "a whole number"),
            AgentParameterType.Number => (TryNumber(node, out var number) ? JsonValue.Create(number) : null, "a number"),
            AgentParameterType.Boolean => (TryBoolean(node, out var flag) ? JsonValue.Create(flag) : null, "true or false"),
            AgentParameterType.Object => (node is JsonObject ? node.DeepClone() : null, "an object"),
            _ => (node is JsonArray ? node.DeepClone() : (JsonNode?)null, "a list"),
        };
        value = converted ?? node;
        return converted is null ? $"parameter '{parameter.Key}' is {Show(node)}: it must be {type}" : null;
    }

    public static bool TryNumber(JsonNode? node, out double number)
    {
        number = 0;
        return node is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            && (value.TryGetValue(out number) || double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            && double.IsFinite(number);
    }

    public static bool TryInteger(JsonNode? node, out long integer)
    {
        integer = 0;
        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.Number)
            return false;
        if (value.TryGetValue(out integer) || long.TryParse(value.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out integer))
            return true;
        if (!TryNumber(value, out var number) || number != Math.Truncate(number) || number is < long.MinValue or >= long.MaxValue)
            return false;
        integer = (long)number;
        return true;
    }

    public static bool TryBoolean(JsonNode? node, out bool flag)
    {
        var text = node?.GetValueKind() is JsonValueKind.True or JsonValueKind.False or JsonValueKind.String ? node.ToString() : "";
        flag = Yes.Contains(text, StringComparer.OrdinalIgnoreCase);
        return flag || No.Contains(text, StringComparer.OrdinalIgnoreCase);
    }

    private static bool IsChoice(AgentParameter parameter, JsonNode? value) =>
        parameter.Choices.Any(choice => TryConvert(parameter, choice, out var typed) is null && JsonNode.DeepEquals(typed, value));

    // A rule that throws says no: it is the agent's, and must not end its host's answer.
    private static string? Ask(AgentParameter parameter, JsonNode value)
    {
        try
        {
            return parameter.Check?.Invoke(value);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return exception.Message;
        }
    }

    private static string Show(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Show(JsonNode node) => node switch
    {
        JsonObject => "an object",
        JsonArray => "a list",
        _ when node.GetValueKind() == JsonValueKind.String => $"'{node}'",
        _ => node.ToString(),
    };
}
