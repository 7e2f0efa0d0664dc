namespace Foray.Experiments.Events;

/// <summary>A phase began.</summary>
/// <param name="Name">What is being done, for example <c>bring up 2 machines</c>.</param>
public sealed record PhaseBegan(string Name) : RunEvent;
