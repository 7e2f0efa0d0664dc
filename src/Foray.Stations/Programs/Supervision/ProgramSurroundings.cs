using Foray.Stations.Cluster;
using Foray.Stations.Programs.HandOff;
using Foray.Stations.Programs.Sandbox;
using Foray.Stations.Programs.Services;
using Microsoft.Extensions.Logging;

namespace Foray.Stations.Programs.Supervision;

/// <summary>What programs meet at a station.</summary>
internal sealed record ProgramSurroundings
{
    /// <summary>The stations, this one among them.</summary>
    public required IStations Stations { get; init; }

    /// <summary>Names of the runtimes that this station has.</summary>
    public required IReadOnlyList<string> Runtimes { get; init; }

    /// <summary>Where workers come from.</summary>
    public required IWorkerPool Workers { get; init; }

    /// <summary>Takes programs to other stations. Asked for at the first migration: it starts programs itself.</summary>
    public required Lazy<IHandOff> HandOff { get; init; }

    /// <summary>Takes clones to their stations.</summary>
    public required Lazy<ICloneSender> Clones { get; init; }

    /// <summary>The namespace.</summary>
    public required WorldNames Names { get; init; }

    /// <summary>Hears of outputs, moves and ends.</summary>
    public required IProgramObserver Observer { get; init; }

    /// <summary>Clock of waits and deadlines.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Is told what went wrong at the station itself.</summary>
    public required ILogger Logger { get; init; }
}
