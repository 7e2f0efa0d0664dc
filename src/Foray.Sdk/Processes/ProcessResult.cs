namespace Foray.Sdk.Processes;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code; 128 + n where signal n ended it.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
/// <param name="TimedOut">True where it was ended because its time was up.</param>
public sealed record ProcessResult(int ExitCode, string Output, string Error, bool TimedOut);
