using Foray.Plugins.Scopes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Cluster;
using Foray.Stations.Programs.HandOff;
using Foray.Stations.Programs.Keeping;
using Foray.Stations.Programs.Ledger;
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
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);
    private const int MostKept = 1000;
    private const long MostBytesKept = 4L << 30;
    private static readonly TimeSpan BetweenForgetting = TimeSpan.FromHours(1);

    private readonly Stack<IAsyncDisposable> _owned = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _recovery = Task.CompletedTask;
    private Task _forgetting = Task.CompletedTask;
    private ProgramEndpoints _endpoints = null!;
    private Action _start = () => { };

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

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        try
        {
            await Task.WhenAll(_recovery, _forgetting);
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }

        while (_owned.TryPop(out var part))
            await part.DisposeAsync();
        _stopping.Dispose();
    }

    /// <summary>Lets programs run: those that a process before this one has left, and those that come.</summary>
    public void Start() => _start();

    private async Task OpenPartsAsync(string folder, IStations stations, IConnectionMultiplexer? cluster, StationParts parts, StationServices services, CancellationToken cancellationToken)
    {
        var time = services.Time;
        var loggers = Own(LoggerFactory.Create(logging => logging.AddProvider(new DiagnosticLog(services.Report))));
        IProgramLedger ledger = cluster is null ? Own(SqliteLedger.Open(Path.Combine(folder, SqliteLedger.FileName))) : new RedisLedger(cluster, ClusterSilo.ClusterId);
        var store = Own(ProgramStore.Open(Path.Combine(folder, ProgramStore.FileName), time));
        var families = Own(Families.Open(Path.Combine(folder, Families.FileName), time));
        var mailbox = Own(await Mailbox.OpenAsync(Path.Combine(folder, Mailbox.FileName), cancellationToken));
        await ForgetOldAsync(store.Reports, families, time, cancellationToken);

        var scope = Own(new PluginScope(services.Catalog, services.Loader, time));
        var runtimes = new StationRuntimes(scope, services.Report);
        var workers = Own(await WorkerPool.OpenAsync(
            services.Processes, (name, _) => Task.FromResult(runtimes.Get(name)), Path.Combine(folder, "workers"), new WorkerPoolOptions(), time, cancellationToken));
        Tier = workers.Tier;

        var names = new LocalNames(stations.Own, time);
        var postman = Own(new Postman(stations, mailbox, store.Outbox, time, loggers.CreateLogger<Postman>()));
        ProgramLife life = null!;
        HandOff handOff = null!;
        var reporter = Own(new Reporter(new Lazy<ProgramLife>(() => life), mailbox, postman, time, services.Report));
        var starter = Own(new ProgramStarter(new ProgramSurroundings
        {
            Stations = stations,
            Runtimes = runtimes.Names,
            Workers = workers,
            HandOff = new Lazy<IHandOff>(() => handOff),
            Clones = new Lazy<ICloneSender>(() => new CloneSender(life)),
            Names = new WorldNames(names, stations, time),
            Observer = reporter,
            Time = time,
            Logger = loggers.CreateLogger<ProgramStarter>(),
        }));

        var steps = PausePoint.OfEnvironment(folder);
        var (turns, incarnations) = (new Turns(), new Incarnations(store, starter));
        var departure = new Departure(stations, ledger, store, starter, incarnations, steps);
        var arrival = new Arrival(stations, ledger, store, starter, incarnations, steps);
        life = new ProgramLife(stations, ledger, store, starter, incarnations, departure, turns, loggers.CreateLogger<ProgramLife>());
        handOff = new HandOff(store, departure, turns, steps, time, loggers.CreateLogger<HandOff>());
        var recovery = new Recovery(stations, ledger, store, departure, arrival, life, incarnations, turns, time, loggers.CreateLogger<Recovery>());

        foreach (var part in (IStationPart[])[
            new HandOffPart(arrival, store), new ServicesPart(names), new ProgramsPart(starter), new EventsPart(families), new ResultsPart(store.Reports, families)])
            parts.Add(part);
        _endpoints = new ProgramEndpoints(new Submissions(stations, runtimes, life, families), new ProgramDirectory(stations, ledger, families), families, store.Reports);
        _start = () =>
        {
            postman.Start();
            _recovery = Task.Run(() => recovery.RunAsync(_stopping.Token), CancellationToken.None);
            _forgetting = ForgetInTimeAsync(store.Reports, families, services, _stopping.Token);
        };
    }

    private static async Task ForgetInTimeAsync(Reports reports, Families families, StationServices services, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(BetweenForgetting, services.Time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            try
            {
                await ForgetOldAsync(reports, families, services.Time, cancellationToken);
            }
            catch (DiagnosticException failure)
            {
                foreach (var problem in failure.Diagnostics)
                    services.Report(problem);
            }
        }
    }

    private static async Task ForgetOldAsync(Reports reports, Families families, TimeProvider time, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Kept;
        await reports.DropAsync(before, MostKept, MostBytesKept, cancellationToken);
        await families.DropAsync(before, cancellationToken);
    }

    private T Own<T>(T part)
        where T : class
    {
        _owned.Push(part as IAsyncDisposable ?? new Closing((IDisposable)part));
        return part;
    }
}
