using Foray.Sdk.Tracking;

namespace Foray.Experiments.Tracking;

/// <summary>Keeps the numbers of a run while it goes on; made by the host.</summary>
public interface IRunTracking
{
    /// <summary>Takes the run and its cases.</summary>
    IRunTracker Tracker { get; }

    /// <summary>Adds to the environment of a case's programs on this computer how they log to the case's run. Variables that are there stay as they are.</summary>
    /// <param name="run">Id of the case's run, which has begun.</param>
    /// <param name="variables">The variables that the programs have already.</param>
    IReadOnlyDictionary<string, string> Complete(string run, IReadOnlyDictionary<string, string> variables);

    /// <summary>Takes nothing more, and delivers what it has; safe to repeat. What is left then is kept for the next run.</summary>
    /// <param name="atMost">Longest time for it.</param>
    /// <returns>What became of it, a line for each place that the numbers go to.</returns>
    Task<IReadOnlyList<string>> StopAsync(TimeSpan atMost);
}
