using Foray.Plugins.Catalog;
using Foray.Plugins.Loading;
using Foray.Plugins.Scopes;
using Foray.Plugins.Settings;
using Foray.Processes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Processes;
using Foray.Stations.Agents;
using Foray.Stations.Feeds;
using Foray.Stations.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Foray.Bench.Stations;

/// <summary>Two stations of the published program, a bare peer, and a silo of this process with agents of its own: one cluster, with a Redis of its own.</summary>
internal sealed class BenchCluster : IAsyncDisposable
{
    public const string First = "one";
    public const string Second = "two";
    public const string Own = "bench";

    /// <summary>Agents of the first station, and of this process: as many as there are callers at once, because an operation has one session at a time.</summary>
    public const int Agents = 64;

    private readonly OwnedParts _owned = new();

    private BenchCluster(string folder) => Folder = folder;

    /// <summary>Folder of the benchmark, below <c>artifacts/</c>.</summary>
    public string Folder { get; }

    public IProcesses Processes { get; private set; } = null!;

    public PluginScope Plugins { get; private set; } = null!;

    public BenchStation One { get; private set; } = null!;

    public BarePeer Bare { get; private set; } = null!;

    public BenchSilo Silo { get; private set; } = null!;

    public static async Task<BenchCluster> StartAsync()
    {
        var cluster = new BenchCluster(Path.Combine(Repository.Root, "artifacts", "bench", $"stations-{Guid.NewGuid():N}"));
        Directory.CreateDirectory(cluster.Folder);
        try
        {
            await cluster.StartPartsAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public string Of(string name) => Path.Combine(Folder, name);

    public async ValueTask DisposeAsync()
    {
        await _owned.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task StartPartsAsync()
    {
        var site = WriteSite();
        var redis = Keep(await BenchRedis.StartAsync(Of("redis")));
        One = Keep(await BenchStation.StartAsync(First, redis.Url, Of("data"), "--site-file", site, "--site-host", Own));
        Keep(await BenchStation.StartAsync(Second, redis.Url, Of("data")));
        Bare = Keep(await BarePeer.StartAsync(redis.Url, Of(BarePeer.Name)));
        var agents = Keep(await StartAgentsAsync(site));
        Silo = Keep(await BenchSilo.JoinAsync(Own, redis.Url, Of(Own), agents));
    }

    private async Task<StationAgents> StartAgentsAsync(string site)
    {
        var catalog = CatalogBuilder.Find(CatalogPlaces.Of("foray"), new PluginSettings { Paths = [Path.Combine(Path.GetDirectoryName(Repository.Foray)!, "plugins")] });
        var services = Keep(new ServiceCollection().AddSingleton(TimeProvider.System).AddSingleton<IProcesses>(_ => new SystemProcesses()).BuildServiceProvider());
        Processes = services.GetRequiredService<IProcesses>();
        Plugins = Keep(new PluginScope(catalog, new PluginLoader(services), TimeProvider.System));
        Directory.CreateDirectory(Of(Own));
        var feeds = _owned.Add(new StationFeeds(Of(Own)));
        var read = StationSite.Read(new StationOptions { SiteFile = site, SiteHost = Own }, catalog, BenchSilo.Report)!;
        var agents = new StationAgents(read.Host, read.Plan, Own, new AgentEnvironment(Plugins, feeds.Of, TimeProvider.System, BenchSilo.Report));
        var problems = await agents.StartAsync(CancellationToken.None);
        return problems.Count == 0 ? agents : throw new DiagnosticException(problems);
    }

    private string WriteSite()
    {
        var instances = Enumerable.Range(0, Agents).Select(number =>
            $"      - {{'agent-class': 'FakeDataAgent', 'instance-id': '{AgentCalls.Agent(number)}', 'arguments': ['--mode', 'idle']}}");
        File.WriteAllLines(Of("site.yaml"),
        [
            "hub:", "  wamp_server: ws://127.0.0.1:18001/ws", "  wamp_http: http://127.0.0.1:18001/call", "  wamp_realm: test_realm", "  address_root: observatory",
            "hosts:", $"  {Own}:", "    agent-instances:", .. instances,
        ]);
        return Of("site.yaml");
    }

    private T Keep<T>(T part)
        where T : class, IAsyncDisposable => _owned.Add(part);
}
