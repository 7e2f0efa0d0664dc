namespace Foray.Experiments.Events;

/// <summary>What a run reported has been delivered, as far as it could be.</summary>
/// <param name="Lines">What became of it, a line for each place that it goes to.</param>
public sealed record RunTracked(IReadOnlyList<string> Lines) : RunEvent;
