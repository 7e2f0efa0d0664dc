using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Foray.Sdk.Diagnostics;
using Foray.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using StackExchange.Redis;

namespace Foray.Stations.Cluster;

/// <summary>This station's place in its cluster: an Orleans silo that listens on this computer alone.</summary>
internal sealed class ClusterSilo : IAsyncDisposable
{
    /// <summary>Name of the cluster in its store.</summary>
    public const string ClusterId = "foray";

    private const int Attempts = 3;
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly IHost _host;

    private ClusterSilo(IHost host, JoinOptions options, StationParts parts)
    {
        _host = host;
        Grains = host.Services.GetRequiredService<IGrainFactory>();
        Stations = new ClusterStations(options.Station, Grains, host.Services.GetRequiredService<IClusterMembershipService>(), parts);
    }

    /// <summary>The stations that are there.</summary>
    public ClusterStations Stations { get; }

    /// <summary>Reaches what lives at stations.</summary>
    public IGrainFactory Grains { get; }

    /// <summary>Joins the cluster.</summary>
    /// <param name="options">Which, and as whom.</param>
    /// <param name="parts">What other stations ask.</param>
    /// <param name="services">What grains take from this station.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DiagnosticException">It does not let this station in (FORAY602).</exception>
    public static async Task<ClusterSilo> JoinAsync(JoinOptions options, StationParts parts, Action<IServiceCollection> services, CancellationToken cancellationToken)
    {
        var port = KnownPort(options.DataFolder);
        for (var attempt = 1; ; attempt++)
        {
            var host = Build(options, port, parts, services);
            try
            {
                await host.StartAsync(cancellationToken);
                KeepPort(options.DataFolder, port);
                return new ClusterSilo(host, options, parts);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                host.Dispose();
                if (attempt == Attempts || exception.GetBaseException() is not SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
                    throw NotJoined(exception);
                port = FreePort();
            }
        }
    }

    /// <summary>Leaves the cluster.</summary>
    public async ValueTask DisposeAsync()
    {
        using var timeout = new CancellationTokenSource(StopTimeout);
        try
        {
            await _host.StopAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            // The others find out by themselves.
        }

        _host.Dispose();
    }

    private static IHost Build(JoinOptions options, int port, StationParts parts, Action<IServiceCollection> services)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(parts);
        services(builder.Services);
        builder.UseOrleans(silo =>
        {
            UseMembership(silo, options, port);
            silo.Configure<SiloOptions>(names => names.SiloName = options.Station);
            silo.Configure<EndpointOptions>(endpoint =>
            {
                endpoint.AdvertisedIPAddress = IPAddress.Loopback;
                (endpoint.SiloPort, endpoint.GatewayPort) = (port, 0);
                endpoint.SiloListeningEndpoint = new IPEndPoint(IPAddress.Loopback, port);
            });
            silo.AddPlacementDirector<StationPlacement, StationPlacementDirector>();
        });
        return builder.Build();
    }

    private static void UseMembership(ISiloBuilder silo, JoinOptions options, int port)
    {
        silo.Configure<Orleans.Configuration.ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (ClusterId, ClusterId));
        if (options.Store is not { } store)
        {
            silo.UseDevelopmentClustering(new IPEndPoint(IPAddress.Loopback, port));
            return;
        }

        silo.UseRedisClustering(redis =>
        {
            redis.ConfigurationOptions = ConfigurationOptions.Parse(store.Configuration);
            redis.CreateMultiplexer = _ => Task.FromResult((store, IsShared: true));
        });
        // Stations of one computer: one that does not answer for some seconds is gone.
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = TimeSpan.FromSeconds(1);
            membership.NumMissedProbesLimit = 3;
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(2);
            // A station that begins waits for those that it cannot reach until they have not been heard of for three of these.
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(2);
        });
    }

    /// <summary>The same port as before, so that the cluster sees at once that a station which had died is back.</summary>
    private static int KnownPort(string folder) =>
        File.Exists(PortFile(folder)) && int.TryParse(File.ReadAllText(PortFile(folder)), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= IPEndPoint.MaxPort ? port : FreePort();

    private static void KeepPort(string folder, int port) => AtomicFile.Write(PortFile(folder), System.Text.Encoding.ASCII.GetBytes(port.ToString(CultureInfo.InvariantCulture)));

    private static string PortFile(string folder) => Path.Combine(folder, "silo-port");

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static DiagnosticException NotJoined(Exception exception) => new(
        Diagnostic.Error(StationCodes.NotJoined, $"the station could not begin: {exception.GetBaseException().Message}", "see that the cluster's store is up, and that programs of this user may listen on 127.0.0.1"), exception);
}
