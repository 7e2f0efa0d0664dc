using System.Text.Json.Nodes;

namespace Foray.Sdk.Agents;

/// <summary>Writes the parameters of an operation as JSON Schema 2020-12, for clients that offer them as a form.</summary>
public static class AgentParameterSchema
{
    /// <summary>A schema of the object that a client gives. A boolean that is given as text, and rules in code, are beyond it.</summary>
    public static JsonObject Write(IReadOnlyList<AgentParameter> declared)
    {
        var properties = new JsonObject();
        foreach (var parameter in declared)
            properties[parameter.Key] = Describe(parameter);
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. declared.Where(parameter => parameter.IsRequired).Select(parameter => JsonValue.Create(parameter.Key))]),
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject Describe(AgentParameter parameter)
    {
        var schema = new JsonObject { ["type"] = NameOf(parameter.Type) };
        if (parameter.Description.Length > 0)
            schema["description"] = parameter.Description;
        if (parameter.Default is { } standard)
            schema["default"] = standard.DeepClone();
        if (parameter.Choices.Count > 0)
            schema["enum"] = new JsonArray([.. parameter.Choices.Select(choice => choice.DeepClone())]);
        if (parameter.Minimum is { } minimum)
            schema["minimum"] = minimum;
        if (parameter.Maximum is { } maximum)
            schema["maximum"] = maximum;
        return schema;
    }

    private static string NameOf(AgentParameterType type) => type switch
    {
        AgentParameterType.Text => "string",
        AgentParameterType.Integer => "integer",
        AgentParameterType.Number => "number",
        AgentParameterType.Boolean => "boolean",
        AgentParameterType.Object => "object",
        _ => "array",
    };
}
