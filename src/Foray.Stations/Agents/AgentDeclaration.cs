using Foray.Sdk.Agents;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Agents.Publishing;

namespace Foray.Stations.Agents;

/// <summary>Checks what an agent says about itself, before it is run.</summary>
internal static class AgentDeclaration
{
    /// <exception cref="DiagnosticException">It is not valid; all that is wrong.</exception>
    public static void Check(AgentIdentity identity, IAgent agent)
    {
        List<string> faults =
        [
            .. FindNames(agent.Operations.Select(operation => operation.Name), "operation"),
            .. FindNames(agent.Feeds.Select(feed => feed.Name), "feed"),
            .. agent.Feeds.Where(feed => feed.Name == Heartbeat.Feed).Select(_ => $"its feed '{Heartbeat.Feed}' has a name that is kept for the host"),
            .. agent.Feeds.Where(feed => feed.Buffer < TimeSpan.Zero || feed.Buffer > AgentFeeds.LongestBuffer)
                .Select(feed => $"its feed '{feed.Name}' gathers values for {feed.Buffer}, which is not between 0 and {AgentFeeds.LongestBuffer}"),
            .. agent.Operations.SelectMany(FindFaults),
        ];
        if (faults.Count > 0)
            throw new DiagnosticException([.. faults.Select(fault => Diagnostic.Error(AgentCodes.InvalidDeclaration, $"agent '{identity.Instance}' ({identity.Class}): {fault}", "tell its author"))]);
    }

    private static IEnumerable<string> FindFaults(AgentOperation operation)
    {
        var faults = AgentParameters.FindFaults(operation.Parameters);
        if (faults.Count == 0 && operation.RunsAtStartup)
            faults = AgentParameters.Read(operation.Parameters, operation.StartupParameters).Problems;
        return faults.Select(fault => $"of its operation '{operation.Name}', {fault}");
    }

    private static IEnumerable<string> FindNames(IEnumerable<string> names, string what) => names.GroupBy(name => name, StringComparer.Ordinal).SelectMany(group =>
        (string[])
        [
            .. AgentNames.IsValid(group.Key) ? (string[])[] : [$"its {what} '{group.Key}' has an invalid name"],
            .. group.Count() == 1 ? (string[])[] : [$"two of its {what}s are named '{group.Key}'"],
        ]);
}
