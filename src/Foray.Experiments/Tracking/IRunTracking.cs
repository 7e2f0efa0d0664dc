using Foray.Sdk.Machines;
using Foray.Sdk.Tracking;

namespace Foray.Experiments.Tracking;

/// <summary>Keeps the numbers of a run while it goes on; made by the host.</summary>
public interface IRunTracking
{
    /// <summary>Takes the run and its cases.</summary>
    IRunTracker Tracker { get; }

    /// <summary>Measures with a collector until a run ends. Where it fails, that is told once, and the run goes on.</summary>
    /// <param name="run">A run of <see cref="Tracker"/>.</param>
    /// <param name="collector">What measures.</param>
    /// <param name="machine">The machine that it measures; null for this computer.</param>
    void Collect(ITrackedRun run, ICollector collector, IMachine? machine);

    /// <summary>Adds to the environment of a case's programs on this computer how they log to the case's run. Variables that are there stay as they are.</summary>
    /// <param name="run">Id of the case's run, which has begun.</param>
    /// <param name="variables">The variables that the programs have already.</param>
    IReadOnlyDictionary<string, string> Complete(string run, IReadOnlyDictionary<string, string> variables);

    /// <summary>Takes nothing more, and delivers what it has; safe to repeat. What is left then is kept for the next run.</summary>
    /// <param name="progress">Told about every second what is not delivered yet.</param>
    /// <param name="deadline">Ends the waiting.</param>
    /// <returns>What became of it, a line for each place that the numbers go to.</returns>
    Task<IReadOnlyList<string>> StopAsync(Action<IReadOnlyList<SinkBacklog>> progress, CancellationToken deadline);
}
