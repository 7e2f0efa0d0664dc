using Foray.Sdk.Diagnostics;
using Foray.Stations.Agents;
using Foray.Stations.Cluster;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Foray.Bench.Stations;

/// <summary>A silo of this process, set up as stations set theirs up, in the cluster of a Redis.</summary>
internal sealed class BenchSilo(ClusterSilo silo, IConnectionMultiplexer redis) : IAsyncDisposable
{
    public IGrainFactory Grains => silo.Grains;

    public ClusterStations Stations => silo.Stations;

    public IConnectionMultiplexer Redis => redis;

    public static async Task<BenchSilo> JoinAsync(string name, string url, string folder, StationAgents agents)
    {
        Directory.CreateDirectory(folder);
        var redis = await ClusterStore.ConnectAsync(ClusterAddress.Parse(url));
        var parts = new StationParts();
        parts.Add(new AgentsPart(agents));
        return new BenchSilo(await ClusterSilo.JoinAsync(new JoinOptions(name, folder, redis), parts, services => services.AddSingleton<ILocalAgents>(agents), CancellationToken.None), redis);
    }

    public async ValueTask DisposeAsync()
    {
        await silo.DisposeAsync();
        await redis.DisposeAsync();
    }

    /// <summary>Shows a problem beside the rows: a number with one is none.</summary>
    public static void Report(Diagnostic problem) => Console.Error.WriteLine($"{problem.Code}: {problem.Message}");
}
