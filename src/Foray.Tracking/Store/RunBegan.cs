using Foray.Sdk.Tracking;

namespace Foray.Tracking.Store;

/// <summary>A run began. Where the store has it already it is gone on with: it is running again, and keeps all else.</summary>
/// <param name="Start">What is known of it.</param>
public sealed record RunBegan(RunStart Start) : RunChange(Start.Id);
