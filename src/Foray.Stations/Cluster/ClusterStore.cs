using Foray.Sdk.Diagnostics;
using StackExchange.Redis;

namespace Foray.Stations.Cluster;

/// <summary>The connection to the store of a cluster.</summary>
internal static class ClusterStore
{
    /// <summary>Connects.</summary>
    /// <exception cref="DiagnosticException">It cannot be reached, or does not let this station in (FORAY600).</exception>
    public static async Task<IConnectionMultiplexer> ConnectAsync(ClusterAddress address)
    {
        try
        {
            return await ConnectionMultiplexer.ConnectAsync(address.Options);
        }
        catch (RedisConnectionException exception)
        {
            // The client's own message may repeat what it was given.
            throw new DiagnosticException(Diagnostic.Error(StationCodes.NoClusterStore, $"the cluster's store at {address} does not answer ({exception.FailureType})", "start Redis there (Debian: redis-server), or correct --cluster"), exception);
        }
    }
}
