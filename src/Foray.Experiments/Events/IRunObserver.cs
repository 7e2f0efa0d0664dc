namespace Foray.Experiments.Events;

/// <summary>Shows what happens. Called from several threads, one call at a time.</summary>
public interface IRunObserver
{
    /// <summary>Takes an event. Must not throw.</summary>
    void On(RunEvent happened);
}
