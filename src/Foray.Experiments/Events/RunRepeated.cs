namespace Foray.Experiments.Events;

/// <summary>A run repeats an earlier one.</summary>
/// <param name="Run">Id of the earlier run.</param>
/// <param name="Differences">What differs, each a line; empty where nothing does.</param>
/// <param name="HasEnded">True for what came of it, false for what it starts from.</param>
public sealed record RunRepeated(string Run, IReadOnlyList<string> Differences, bool HasEnded) : RunEvent;
