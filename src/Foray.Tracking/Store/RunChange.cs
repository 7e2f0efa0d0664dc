namespace Foray.Tracking.Store;

/// <summary>Something that happened to a run.</summary>
/// <param name="Run">Id of the run.</param>
public abstract record RunChange(string Run);
