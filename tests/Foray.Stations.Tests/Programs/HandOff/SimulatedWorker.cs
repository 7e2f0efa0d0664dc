using Foray.Stations.Programs;

namespace Foray.Stations.Tests.Programs.HandOff;

/// <summary>A worker that runs an incarnation.</summary>
internal sealed class SimulatedWorker(SimulatedStation station, ProgramSnapshot snapshot)
{
    public SimulatedStation Station => station;

    public ProgramSnapshot Snapshot { get; set; } = snapshot;

    /// <summary>Ends its wait for a hand-off; null while it runs.</summary>
    public CancellationTokenSource? Waits { get; set; }
}
