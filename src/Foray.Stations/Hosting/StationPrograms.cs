using Foray.Plugins.Scopes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Cluster;
using Foray.Stations.Programs.Reporting;
using Foray.Stations.Programs.Sandbox;
using Foray.Stations.Programs.Services;
using Foray.Stations.Programs.Submitting;
using Foray.Stations.Programs.Supervision;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Foray.Stations.Hosting;

/// <summary>The programs of a station, put together.</summary>
internal sealed class StationPrograms : IAsyncDisposable
{
    private readonly OwnedParts _owned = new();
    private readonly ProgramTravels _travels = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _recovery = Task.CompletedTask;
    private ProgramEndpoints _endpoints = null!;
    private Postman _postman = null!;

    private StationPrograms()
    {
    }

    /// <summary>What confines programs here.</summary>
    public string Tier { get; private set; } = "";

    /// <summary>Opens what is kept of programs, and offers them to other stations; <see cref="Start"/> lets them run.</summary>
    /// <exception cref="DiagnosticException">What is kept cannot be used.</exception>
    public static async Task<StationPrograms> OpenAsync(string folder, IStations stations, IConnectionMultiplexer? cluster, StationParts parts, StationServices services, CancellationToken cancellationToken)
    {
        var programs = new StationPrograms();
        try
        {
            await programs.OpenPartsAsync(folder, stations, cluster, parts, services, cancellationToken);
            return programs;
        }
        catch
        {
            await programs.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds their endpoints.</summary>
    public void Map(IEndpointRouteBuilder endpoints) => _endpoints.Map(endpoints);

    /// <summary>Lets programs run: those that a process before this one has left, and those that come.</summary>
    public void Start()
    {
        _postman.Start();
        _recovery = Task.Run(() => _travels.Recovery.RunAsync(_stopping.Token), CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        try
        {
            await _recovery;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }
        finally
        {
            await _owned.DisposeAsync();
            _stopping.Dispose();
        }
    }

    private async Task OpenPartsAsync(string folder, IStations stations, IConnectionMultiplexer? cluster, StationParts parts, StationServices services, CancellationToken cancellationToken)
    {
        var time = services.Time;
        var loggers = _owned.Add(LoggerFactory.Create(logging => logging.AddProvider(new DiagnosticLog(services.Report))));
        var files = _owned.Add(await ProgramFiles.OpenAsync(folder, cluster, time, cancellationToken));
        var runtimes = new StationRuntimes(_owned.Add(new PluginScope(services.Catalog, services.Loader, time)), services.Report);
        var workers = _owned.Add(await WorkerPool.OpenAsync(
            services.Processes, (name, _) => Task.FromResult(runtimes.Get(name)), Path.Combine(folder, "workers"), new WorkerPoolOptions(), time, cancellationToken));
        Tier = workers.Tier;

        var names = new LocalNames(stations.Own, time);
        _postman = _owned.Add(new Postman(stations, files.Mailbox, files.Store.Outbox, time, loggers.CreateLogger<Postman>()));
        var starter = _owned.Add(new ProgramStarter(new ProgramSurroundings
        {
            Stations = stations,
            Runtimes = runtimes.Names,
            Workers = workers,
            HandOff = _travels.HandOff,
            Clones = _travels.Clones,
            Names = new WorldNames(names, stations, time),
            Observer = _owned.Add(new Reporter(_travels.Life, files.Mailbox, _postman, time, services.Report)),
            Time = time,
            Logger = loggers.CreateLogger<ProgramStarter>(),
        }));
        _travels.Connect(folder, stations, files, starter, time, loggers);

        Offer(parts, files, names, starter);
        _endpoints = new ProgramEndpoints(
            new Submissions(stations, runtimes, _travels.Life.Value, files.Families), new ProgramDirectory(stations, files.Ledger, files.Families), files.Families, files.Store.Reports);
    }

    private void Offer(StationParts parts, ProgramFiles files, LocalNames names, ProgramStarter starter)
    {
        foreach (var part in (IStationPart[])[
            _travels.Part, new ServicesPart(names), new ProgramsPart(starter), new EventsPart(files.Families), new ResultsPart(files.Store.Reports, files.Families)])
            parts.Add(part);
    }
}
