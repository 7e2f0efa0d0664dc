using Foray.Experiments.Tracking;

namespace Foray.Experiments.Events;

/// <summary>A run has ended, and what it reported is still being delivered.</summary>
/// <param name="Waiting">What waits for which backend; empty where it is only what earlier runs have left.</param>
public sealed record RunDelivering(IReadOnlyList<SinkBacklog> Waiting) : RunEvent;
