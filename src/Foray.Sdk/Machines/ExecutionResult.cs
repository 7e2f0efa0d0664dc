namespace Foray.Sdk.Machines;

/// <summary>How a command line ended that was waited for.</summary>
/// <param name="ExitCode">Its exit code; 128 + n where signal n ended it.</param>
/// <param name="Output">All of its standard output.</param>
/// <param name="Error">Its standard error; at most the last 64 KiB.</param>
public sealed record ExecutionResult(int ExitCode, ReadOnlyMemory<byte> Output, string Error);
