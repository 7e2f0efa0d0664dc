namespace Foray.Sdk.Machines;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code; 128 + n where signal n ended it; null where it vanished without leaving one.</param>
/// <param name="Started">When it started, by the machine's clock.</param>
/// <param name="Elapsed">How long it ran.</param>
public sealed record ProgramEnd(int? ExitCode, DateTimeOffset Started, TimeSpan Elapsed)
{
    /// <summary>What it used; null where the machine does not tell. Default: null.</summary>
    public ResourceUse? Resources { get; init; }

    /// <summary>How many processes it had started that still ran when it had ended, and were ended; null where the machine does not count them. Default: null.</summary>
    public int? LeftRunning { get; init; }
}
