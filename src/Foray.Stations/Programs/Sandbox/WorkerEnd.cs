namespace Foray.Stations.Programs.Sandbox;

/// <summary>How a worker ended.</summary>
/// <param name="ExitCode">Its exit code; 128 + n where signal n ended it.</param>
/// <param name="Breach">The limit that it broke and that it was ended for, as a sentence for the submitter; null where it broke none.</param>
internal sealed record WorkerEnd(int ExitCode, string? Breach);
