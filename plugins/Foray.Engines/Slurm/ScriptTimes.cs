namespace Foray.Engines.Slurm;

/// <summary>How a script of a task ended.</summary>
/// <param name="Name">Name of the script.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Started">When it started, by the node's clock.</param>
/// <param name="Elapsed">How long it ran.</param>
internal sealed record ScriptTimes(string Name, int ExitCode, DateTimeOffset Started, TimeSpan Elapsed);
