using StackExchange.Redis;

namespace Foray.Stations.Cluster;

/// <summary>How a station joins a cluster.</summary>
/// <param name="Station">Name of the station.</param>
/// <param name="DataFolder">Its folder.</param>
/// <param name="Store">The cluster's store; null for a station alone.</param>
internal sealed record JoinOptions(string Station, string DataFolder, IConnectionMultiplexer? Store);
