namespace Foray.Experiments.Events;

/// <summary>A machine can be used.</summary>
/// <param name="Machine">Its name.</param>
/// <param name="Site">The plugin it comes from.</param>
/// <param name="IsNew">False where it was up already.</param>
public sealed record MachineUp(string Machine, string Site, bool IsNew) : RunEvent;
