using Foray.Sdk.Tracking;

namespace Foray.Experiments.Tracking;

/// <summary>Keeps the numbers of a run while it goes on; made by the host.</summary>
public interface IRunTracking
{
    /// <summary>Takes the run and its cases.</summary>
    IRunTracker Tracker { get; }

    /// <summary>Takes nothing more, and delivers what it has; safe to repeat. What is left then is kept for the next run.</summary>
    /// <param name="progress">Told about every second what is not delivered yet.</param>
    /// <param name="deadline">Ends the waiting.</param>
    /// <returns>What became of it, a line for each place that the numbers go to.</returns>
    Task<IReadOnlyList<string>> StopAsync(Action<IReadOnlyList<SinkBacklog>> progress, CancellationToken deadline);
}
