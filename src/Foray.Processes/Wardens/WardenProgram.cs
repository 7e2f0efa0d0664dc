namespace Foray.Processes.Wardens;

/// <summary>
/// A warden: a small process that starts programs for another one, one after the other, and sees to it that nothing of them is left, also when that other one is killed.
/// An executable that hosts <see cref="SystemProcesses"/> calls it before anything else when <see cref="Argument"/> is its only argument. Linux 5.3 or newer.
/// </summary>
public static class WardenProgram
{
    /// <summary>The only argument of a warden.</summary>
    public const string Argument = "--warden";

    private const nint Ignore = 1;

    // What a program may send to its parent without meaning harm: HUP, INT, QUIT, USR1, USR2, TERM.
    private static ReadOnlySpan<byte> IgnoredSignals => [1, 2, 3, 10, 12, 15];

    /// <summary>Runs the programs that standard input asks for, tells how they ended on standard output, and returns when the input ends.</summary>
    /// <returns>The exit code: 0, or 2 where somebody else than Foray wrote to it or the system is not Linux.</returns>
    public static int Run()
    {
        if (!OperatingSystem.IsLinux())
            return 2;
        foreach (var signal in IgnoredSignals)
            _ = LibC.SetSignalAction(signal, Ignore);
        _ = LibC.AdoptOrphans();
        return new WardenLoop(TimeProvider.System).Run() ? 0 : 2;
    }
}
