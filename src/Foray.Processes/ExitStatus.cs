namespace Foray.Processes;

/// <summary>The status that <c>wait4</c> gives of a process that has ended.</summary>
internal static class ExitStatus
{
    private const int SignalBits = 0x7f;

    /// <summary>Its exit code; 128 + n where signal n ended it.</summary>
    public static int ToCode(int status) => (status & SignalBits) is not 0 and var signal ? 128 + signal : (status >> 8) & 0xff;
}
