namespace Foray.Runners.Programs;

/// <summary>Names of signals (signal(7) of Linux; x86 and ARM).</summary>
internal static class SignalName
{
    private static readonly string[] Names =
    [
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT",
        "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];

    /// <summary>The name of the signal that an exit code tells of, as <c>SIGSEGV</c>; null where it tells of none.</summary>
    public static string? FromExitCode(int code) => code > 128 && code - 129 < Names.Length ? $"SIG{Names[code - 129]}" : null;
}
