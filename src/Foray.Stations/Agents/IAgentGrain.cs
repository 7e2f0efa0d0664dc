namespace Foray.Stations.Agents;

/// <summary>An agent as other stations reach it. Its key is <c>STATION/INSTANCE</c>, and it lives at that station alone.</summary>
internal interface IAgentGrain : IGrainWithStringKey
{
    /// <summary>Asks an operation; see <see cref="AgentWire"/> for the bytes.</summary>
    [Alias("request")]
    [ResponseTimeout("00:02:00")]
    Task<Cluster.StationReply> RequestAsync(byte[] request, CancellationToken cancellationToken);

    /// <summary>What the agent offers, as JSON.</summary>
    [Alias("describe")]
    Task<Cluster.StationReply> DescribeAsync();

    /// <summary>Brings the agent up, or takes it down.</summary>
    [Alias("switch")]
    [ResponseTimeout("00:02:00")]
    Task<Cluster.StationReply> SwitchAsync(bool up, CancellationToken cancellationToken);
}
