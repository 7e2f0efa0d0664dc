namespace Foray.Sdk.Machines;

/// <summary>What a person wants of a machine.</summary>
public sealed record TerminalRequest
{
    /// <summary>Who to log in as. Default: null, whoever Foray logs in as.</summary>
    public string? User { get; init; }

    /// <summary>Command line to run there instead of a shell. Default: null, a shell.</summary>
    public string? Command { get; init; }

    /// <summary>True where somebody sits at a terminal. Default: false.</summary>
    public bool IsInteractive { get; init; }
}
