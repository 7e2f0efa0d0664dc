namespace Foray.Sdk.Machines;

/// <summary>How a command ended.</summary>
/// <param name="ExitCode">Its exit code; 128 + n where signal n ended it; null where it vanished without leaving one (killed with its whole group, machine restarted).</param>
/// <param name="Started">When it started, by the machine's clock.</param>
/// <param name="Elapsed">How long it ran.</param>
public sealed record CommandEnd(int? ExitCode, DateTimeOffset Started, TimeSpan Elapsed);
