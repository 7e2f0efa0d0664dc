namespace Foray.Tracking.Store;

/// <summary>A parameter or a tag of a run.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Key">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record RunEntry(string Run, string Key, string Value);
