using Foray.Stations.Cluster;
using Orleans.Concurrency;

namespace Foray.Stations.Agents;

/// <summary>Hands requests to the agent, which its station holds: the grain has no state, and comes and goes.</summary>
[OnStation]
[Reentrant]
internal sealed class AgentGrain(ILocalAgents agents) : Grain, IAgentGrain
{
    private string Instance => this.GetPrimaryKeyString().Split('/', 2)[1];

    public Task<StationReply> RequestAsync(byte[] request, CancellationToken cancellationToken) =>
        StationReply.OfAsync(async () => AgentWire.Write(await agents.RequestAsync(Instance, AgentWire.ReadRequest(request), cancellationToken)));

    public Task<StationReply> DescribeAsync() =>
        StationReply.OfAsync(() => Task.FromResult(AgentWire.Bytes(agents.Describe(Instance))));

    public Task<StationReply> SwitchAsync(bool up, CancellationToken cancellationToken) => StationReply.OfAsync(async () =>
    {
        await (up ? agents.UpAsync(Instance, cancellationToken) : agents.DownAsync(Instance, cancellationToken));
        return [];
    });
}
