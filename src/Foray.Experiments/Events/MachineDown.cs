namespace Foray.Experiments.Events;

/// <summary>A machine was taken down.</summary>
/// <param name="Machine">Its name.</param>
public sealed record MachineDown(string Machine) : RunEvent;
