using System.Net;
using Foray.Plugins.Scopes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Agents;
using Foray.Stations.Bridge;
using Foray.Stations.Cluster;
using Foray.Stations.Feeds;
using Foray.Stations.SiteFiles;
using Foray.Web;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Foray.Stations.Hosting;

/// <summary>A station that runs: agents and programs live on it, and clients reach it over HTTP. Disposing it stops it.</summary>
public sealed class Station : IAsyncDisposable
{
    private readonly OwnedParts _owned = new();

    private Station(string name) => Name = name;

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Where clients reach it.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Lines for people: which agents are up, which not and why, and what confines programs.</summary>
    public IReadOnlyList<string> Notes { get; private set; } = [];

    /// <summary>Starts a station. When this returns, it takes requests, and its agents are up or told as failed.</summary>
    /// <exception cref="DiagnosticException">An option is wrong, its data is in use, or its cluster or its port cannot be had.</exception>
    public static async Task<Station> StartAsync(StationOptions options, StationServices services, CancellationToken cancellationToken)
    {
        var address = CheckAddress(options.Address);
        var station = new Station(StationName.Check(options.Name ?? StationName.Default));
        try
        {
            await station.StartAsync(options, address, services, cancellationToken);
            return station;
        }
        catch
        {
            await station.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _owned.DisposeAsync();

    private async Task StartAsync(StationOptions options, IPAddress address, StationServices services, CancellationToken cancellationToken)
    {
        var cluster = options.Cluster is { } text ? ClusterAddress.Parse(text) : null;
        var site = StationSite.Read(options, services.Catalog, services.Report);
        var port = options.Port ?? site?.Port() ?? StationOptions.DefaultPort;
        var folder = _owned.Add(StationFolder.Open(options.DataFolder, Name)).Path;
        var store = cluster is null ? null : _owned.Add(await ClusterStore.ConnectAsync(cluster));

        var feeds = _owned.Add(new StationFeeds(folder, time: services.Time));
        var agents = _owned.Add(AgentsOf(site, feeds, services));
        var parts = new StationParts();
        var silo = _owned.Add(await ClusterSilo.JoinAsync(new JoinOptions(Name, folder, store), parts, grains => grains.AddSingleton<ILocalAgents>(agents), cancellationToken));
        parts.Add(new AgentsPart(agents));
        parts.Add(new FeedsPart(feeds));
        var programs = _owned.Add(await StationPrograms.OpenAsync(folder, silo.Stations, store, parts, services, cancellationToken));

        var directory = new AgentDirectory(silo.Stations, silo.Grains, agents);
        var web = new WebOptions { Address = address, Port = port, Failed = error => services.Report(StationErrors.RequestFailed(error)) };
        var server = _owned.Add(await WebServer.StartAsync(web, endpoints => Map(endpoints, site, directory, silo.Stations, programs, services), cancellationToken));
        Address = server.Address;
        parts.Add(new StationPage(Name, Address));
        foreach (var problem in await agents.StartAsync(cancellationToken))
            services.Report(problem);
        programs.Start();
        Notes = [.. site?.Plan.Instances.Select(instance => instance.Line) ?? [], programs.Tier];
    }

    private StationAgents AgentsOf(StationSite? site, StationFeeds feeds, StationServices services) => site is null
        ? new StationAgents()
        : new StationAgents(site.Host, site.Plan, Name, new AgentEnvironment(_owned.Add(new PluginScope(services.Catalog, services.Loader, services.Time)), feeds.Of, services.Time, services.Report));

    private static void Map(IEndpointRouteBuilder endpoints, StationSite? site, AgentDirectory directory, IStations stations, StationPrograms programs, StationServices services)
    {
        endpoints.MapAgents(directory);
        endpoints.MapFeeds(directory, stations);
        endpoints.MapBridge(site?.BridgePath ?? StationSite.UsualBridge, site?.Host.Hub.AddressRoot ?? new SiteHub().AddressRoot, directory);
        programs.Map(endpoints);
    }

    private static IPAddress CheckAddress(string text)
    {
        var address = text == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(text, out var parsed) ? parsed : null;
        return address is not null && IPAddress.IsLoopback(address) ? address : throw ClusterAddress.NotLoopback($"others than this computer could reach '{text}'");
    }
}
