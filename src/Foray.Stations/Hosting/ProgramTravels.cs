using Foray.Stations.Cluster;
using Foray.Stations.Programs.HandOff;
using Foray.Stations.Programs.Submitting;
using Foray.Stations.Programs.Supervision;
using Microsoft.Extensions.Logging;

namespace Foray.Stations.Hosting;

/// <summary>How programs begin, move and end at a station. What runs them needs it, and it needs what runs them: <see cref="Connect"/> comes last.</summary>
internal sealed class ProgramTravels
{
    private HandOff? _handOff;
    private ProgramLife? _life;

    public ProgramTravels()
    {
        HandOff = new Lazy<IHandOff>(() => _handOff!);
        Life = new Lazy<ProgramLife>(() => _life!);
        Clones = new Lazy<ICloneSender>(() => new CloneSender(_life!));
    }

    public Lazy<IHandOff> HandOff { get; }

    public Lazy<ProgramLife> Life { get; }

    public Lazy<ICloneSender> Clones { get; }

    /// <summary>Takes programs that come.</summary>
    public HandOffPart Part { get; private set; } = null!;

    /// <summary>Goes on with what a process before this one has left.</summary>
    public Recovery Recovery { get; private set; } = null!;

    /// <summary>Connects everything; nothing above is used before.</summary>
    /// <param name="folder">The station's folder.</param>
    /// <param name="stations">The stations.</param>
    /// <param name="files">What is kept.</param>
    /// <param name="starter">Runs programs.</param>
    /// <param name="time">The time.</param>
    /// <param name="loggers">Take what goes wrong.</param>
    public void Connect(string folder, IStations stations, ProgramFiles files, ProgramStarter starter, TimeProvider time, ILoggerFactory loggers)
    {
        var (ledger, store) = (files.Ledger, files.Store);
        var steps = PausePoint.OfEnvironment(folder);
        var (turns, incarnations) = (new Turns(), new Incarnations(store, starter));
        var departure = new Departure(stations, ledger, store, starter, incarnations, steps);
        var arrival = new Arrival(stations, ledger, store, starter, incarnations, steps);
        _life = new ProgramLife(stations, ledger, store, starter, incarnations, departure, turns, loggers.CreateLogger<ProgramLife>());
        _handOff = new HandOff(store, departure, turns, steps, time, loggers.CreateLogger<HandOff>());
        Part = new HandOffPart(arrival, store);
        Recovery = new Recovery(stations, ledger, store, departure, arrival, _life, incarnations, turns, time, loggers.CreateLogger<Recovery>());
    }
}
