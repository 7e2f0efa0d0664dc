using Foray.Sdk.Tracking;

namespace Foray.Tracking.Store;

/// <summary>A run came to its end.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="State">How.</param>
/// <param name="Ended">When.</param>
public sealed record RunFinished(string Run, RunState State, DateTimeOffset Ended) : RunChange(Run);
