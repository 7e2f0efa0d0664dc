namespace Foray.Sdk.Processes;

/// <summary>Signals by their POSIX numbers.</summary>
public enum ProcessSignal
{
    /// <summary>Ctrl-C.</summary>
    Interrupt = 2,

    /// <summary>Ends at once; cannot be caught.</summary>
    Kill = 9,

    /// <summary>Asks to end.</summary>
    Terminate = 15,
}
