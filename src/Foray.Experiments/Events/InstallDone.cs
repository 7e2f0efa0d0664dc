namespace Foray.Experiments.Events;

/// <summary>Software or a deployment reached the wanted state on a machine, or failed to.</summary>
/// <param name="Plugin">Kind and name of the plugin.</param>
/// <param name="Machine">Name of the machine.</param>
/// <param name="Outcome">What was done: <c>installed</c>, <c>unchanged</c>, <c>failed</c>.</param>
public sealed record InstallDone(string Plugin, string Machine, string Outcome) : RunEvent;
