using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Cluster;

namespace Foray.Stations.Agents;

/// <summary>Finds agents at the stations of the cluster, and asks them through their grains.</summary>
internal sealed class AgentDirectory(ClusterStations stations, IGrainFactory grains, ILocalAgents local) : IAgentDirectory
{
    public async Task<IReadOnlyList<AgentEntry>> ListAsync(CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(stations.Names().Select(station => ListAsync(station, cancellationToken)));
        return [.. found.SelectMany(agents => agents).OrderBy(agent => agent.Instance, StringComparer.Ordinal).ThenBy(agent => agent.Station, StringComparer.Ordinal)];
    }

    public async Task<AgentReply> RequestAsync(string instance, AgentRequest request, CancellationToken cancellationToken)
    {
        var agent = await FindAsync(instance, cancellationToken);
        if (agent.Station == stations.Own)
            return await local.RequestAsync(agent.Instance, request, cancellationToken);
        var reply = await stations.ReachAsync(agent.Station, () => GrainOf(agent).RequestAsync(AgentWire.Write(request), cancellationToken));
        return AgentWire.ReadReply(reply.Read());
    }

    public async Task<JsonObject> DescribeAsync(string instance, CancellationToken cancellationToken)
    {
        var agent = await FindAsync(instance, cancellationToken);
        return agent.Station == stations.Own
            ? local.Describe(agent.Instance)
            : AgentWire.Parse((await stations.ReachAsync(agent.Station, () => GrainOf(agent).DescribeAsync())).Read());
    }

    public async Task SwitchAsync(string instance, bool up, CancellationToken cancellationToken)
    {
        var agent = await FindAsync(instance, cancellationToken);
        (await stations.ReachAsync(agent.Station, () => GrainOf(agent).SwitchAsync(up, cancellationToken))).Read();
    }

    public async Task<AgentEntry> FindAsync(string instance, CancellationToken cancellationToken)
    {
        // Most clients ask the station that has the agent.
        if (Matching(local.Entries, instance) is [var own])
            return own;
        var all = await ListAsync(cancellationToken);
        return Matching(all, instance) switch
        {
            [var agent] => agent,
            [] => throw AgentErrors.Unknown(instance, all),
            var several => throw AgentErrors.Ambiguous(instance, several),
        };
    }

    private IAgentGrain GrainOf(AgentEntry agent) => grains.GetGrain<IAgentGrain>($"{agent.Station}/{agent.Instance}");

    private static List<AgentEntry> Matching(IEnumerable<AgentEntry> agents, string instance) =>
        [.. agents.Where(agent => agent.Instance == instance || agent.Address == instance || $"{agent.Station}/{agent.Instance}" == instance)];

    private async Task<IReadOnlyList<AgentEntry>> ListAsync(string station, CancellationToken cancellationToken)
    {
        try
        {
            return AgentWire.ReadAgents(await stations.AskAsync(station, AgentsPart.PartName, [], cancellationToken));
        }
        catch (DiagnosticException)
        {
            // One that ends at this moment has no agents any more.
            return [];
        }
    }
}
