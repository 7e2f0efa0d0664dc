using Foray.Sdk.Diagnostics;

namespace Foray.Stations.Agents;

/// <summary>Why an agent cannot be asked.</summary>
internal static class AgentErrors
{
    /// <summary>There is no such agent, or it is down.</summary>
    public const string NoAgent = "FORAY535";

    /// <summary>Several agents have the name.</summary>
    private const string Several = "FORAY536";

    /// <summary>An agent does not start.</summary>
    private const string DoesNotStart = "FORAY454";

    /// <summary>An agent does not stop.</summary>
    private const string DoesNotStop = "FORAY455";

    public static DiagnosticException Unknown(string instance, IReadOnlyList<AgentEntry> all) => new(Diagnostic.Error(
        NoAgent, $"there is no agent '{instance}'", all.Count == 0 ? "start a station with a site file that names agents" : $"the agents are: {string.Join(", ", all.Select(agent => agent.Instance))}"));

    public static DiagnosticException Down(AgentEntry agent) => new(Diagnostic.Error(
        NoAgent,
        agent.Problem is { } problem ? $"the agent '{agent.Instance}' has failed: {problem}" : $"the agent '{agent.Instance}' is down",
        $"bring it up with: foray agent up {agent.Instance}"));

    public static DiagnosticException Ambiguous(string instance, IReadOnlyList<AgentEntry> several) => new(Diagnostic.Error(
        Several, $"{several.Count} agents are called '{instance}'", $"name the station too: {string.Join(" or ", several.Select(agent => $"{agent.Station}/{agent.Instance}"))}"));

    public static Diagnostic NotStarted(string instance, string reason) => Diagnostic.Error(
        DoesNotStart, $"the agent '{instance}' does not start: {reason}", "correct its arguments or what it needs, and bring it up again");

    public static Diagnostic NotStopped(string instance, string reason) =>
        Diagnostic.Warning(DoesNotStop, $"the agent '{instance}' did not stop as it should: {reason}", "tell the author of its package");
}
