using System.Text.Json.Nodes;

namespace Foray.Sdk.Agents;

/// <summary>What became of the parameters that a client gave.</summary>
/// <param name="Values">Value by key, each in the type of its parameter, defaults included. Without meaning where there are problems.</param>
/// <param name="Problems">Everything that is wrong, each a sentence without a full stop; empty where nothing is.</param>
public sealed record AgentParameterReading(JsonObject Values, IReadOnlyList<string> Problems);
