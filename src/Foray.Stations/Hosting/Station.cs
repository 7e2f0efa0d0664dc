using System.Net;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Cluster;
using Foray.Web;

namespace Foray.Stations.Hosting;

/// <summary>A station that runs: agents and programs live on it, and clients reach it over HTTP. Disposing it stops it.</summary>
public sealed class Station : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _owned = new();

    private Station(string name) => Name = name;

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Where clients reach it.</summary>
    public Uri Address { get; private set; } = null!;

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
    public async ValueTask DisposeAsync()
    {
        while (_owned.TryPop(out var part))
            await part.DisposeAsync();
    }

    private async Task StartAsync(StationOptions options, IPAddress address, StationServices services, CancellationToken cancellationToken)
    {
        var cluster = options.Cluster is { } text ? ClusterAddress.Parse(text) : null;
        var folder = StationFolder.Open(options.DataFolder, Name);
        Own(folder);
        var store = cluster is null ? null : Own(await ClusterStore.ConnectAsync(cluster));
        var parts = new StationParts();
        var silo = Own(await ClusterSilo.JoinAsync(new JoinOptions(Name, folder.Path, store), parts, _ => { }, cancellationToken));
        var web = new WebOptions { Address = address, Port = options.Port ?? StationOptions.DefaultPort, Failed = error => services.Report(StationErrors.RequestFailed(error)) };
        var server = Own(await WebServer.StartAsync(web, _ => { }, cancellationToken));
        Address = server.Address;
        parts.Add(new StationPage(Name, Address));
        _ = silo.Stations;
    }

    private T Own<T>(T part)
        where T : class
    {
        _owned.Push(part as IAsyncDisposable ?? new Closing((IDisposable)part));
        return part;
    }

    private static IPAddress CheckAddress(string text)
    {
        var address = text == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(text, out var parsed) ? parsed : null;
        return address is not null && IPAddress.IsLoopback(address) ? address : throw ClusterAddress.NotLoopback($"others than this computer could reach '{text}'");
    }

    private sealed class Closing(IDisposable part) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            part.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
