using Foray.Stations.Cluster;

namespace Foray.Stations.Agents;

/// <summary>Tells other stations which agents there are here.</summary>
internal sealed class AgentsPart(ILocalAgents agents) : IStationPart
{
    /// <summary>Name of the part.</summary>
    public const string PartName = "agents";

    public string Name => PartName;

    public Task<byte[]> AnswerAsync(byte[] request, CancellationToken cancellationToken) => Task.FromResult(AgentWire.Write(agents.Entries));
}
