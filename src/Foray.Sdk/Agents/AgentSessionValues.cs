using System.Text.Json;
using System.Text.Json.Nodes;

namespace Foray.Sdk.Agents;

/// <summary>Parameters of a session in their types. Of one that is neither required nor has a default, ask <see cref="IAgentSession.Parameters"/> first whether it is there.</summary>
public static class AgentSessionValues
{
    /// <summary>A parameter of type <see cref="AgentParameterType.Text"/>.</summary>
    /// <exception cref="ArgumentException">It is not there, or of another type.</exception>
    public static string GetText(this IAgentSession session, string key) =>
        session.Parameters[key] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.ToString() : throw Missing(key, "text");

    /// <summary>A parameter of type <see cref="AgentParameterType.Integer"/>.</summary>
    /// <exception cref="ArgumentException">It is not there, or of another type.</exception>
    public static long GetInteger(this IAgentSession session, string key) =>
        AgentParameterValue.TryInteger(session.Parameters[key], out var integer) ? integer : throw Missing(key, "whole number");

    /// <summary>A parameter of type <see cref="AgentParameterType.Number"/>.</summary>
    /// <exception cref="ArgumentException">It is not there, or of another type.</exception>
    public static double GetNumber(this IAgentSession session, string key) =>
        AgentParameterValue.TryNumber(session.Parameters[key], out var number) ? number : throw Missing(key, "number");

    /// <summary>A parameter of type <see cref="AgentParameterType.Boolean"/>.</summary>
    /// <exception cref="ArgumentException">It is not there, or of another type.</exception>
    public static bool GetBoolean(this IAgentSession session, string key) =>
        AgentParameterValue.TryBoolean(session.Parameters[key], out var flag) ? flag : throw Missing(key, "boolean");

    private static ArgumentException Missing(string key, string type) => new($"the session has no {type} '{key}': declare the parameter at the operation", nameof(key));
}
