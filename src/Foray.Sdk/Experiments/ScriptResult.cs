namespace Foray.Sdk.Experiments;

/// <summary>How one script of a case ended on one machine.</summary>
/// <param name="Name">Name of the script within its experiment; its files lie in a folder of this name.</param>
/// <param name="Status">How it ended.</param>
/// <param name="ExitCode">Its exit code; null where there is none.</param>
/// <param name="Started">When it started.</param>
/// <param name="Elapsed">How long it ran.</param>
public sealed record ScriptResult(string Name, RowStatus Status, int? ExitCode, DateTimeOffset Started, TimeSpan Elapsed);
