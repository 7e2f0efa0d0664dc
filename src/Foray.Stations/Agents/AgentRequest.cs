using System.Text.Json.Nodes;

namespace Foray.Stations.Agents;

/// <summary>A request to an operation of an agent.</summary>
/// <param name="Action">What is asked.</param>
/// <param name="Operation">Name of the operation.</param>
internal sealed record AgentRequest(AgentAction Action, string Operation)
{
    /// <summary>Parameters of a start. Default: null, none.</summary>
    public JsonObject? Parameters { get; init; }

    /// <summary>Longest wait in seconds; negative for none at all. Default: null, until the end.</summary>
    public double? Timeout { get; init; }
}
