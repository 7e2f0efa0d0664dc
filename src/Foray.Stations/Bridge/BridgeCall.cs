using System.Text.Json.Nodes;

namespace Foray.Stations.Bridge;

/// <summary>A call of a client.</summary>
/// <param name="Procedure">What is called, such as <c>observatory.data1.ops</c>.</param>
/// <param name="Arguments">The arguments by position.</param>
/// <param name="Named">The arguments by name.</param>
internal sealed record BridgeCall(string Procedure, IReadOnlyList<JsonNode?> Arguments, IReadOnlyDictionary<string, JsonNode?> Named);
