using Foray.Sdk.Diagnostics;

namespace Foray.Experiments.Events;

/// <summary>Something is wrong, or worth knowing.</summary>
/// <param name="Diagnostic">What.</param>
public sealed record Reported(Diagnostic Diagnostic) : RunEvent;
