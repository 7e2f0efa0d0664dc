using System.Text.Json.Nodes;
using Foray.Sdk.Agents;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>An agent plugin to check.</summary>
/// <param name="Create">Makes it anew, with options under which it works here.</param>
public sealed record AgentSubject(Func<FakeHost, IAgent> Create) : ConformanceSubject
{
    /// <summary>Parameters by name of the operation, with which it does its work and a task ends soon. Default: none.</summary>
    public IReadOnlyDictionary<string, JsonObject> Parameters { get; init; } = new Dictionary<string, JsonObject>();
}
