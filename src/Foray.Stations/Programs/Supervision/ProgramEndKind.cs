namespace Foray.Stations.Programs.Supervision;

/// <summary>How a program ended.</summary>
internal enum ProgramEndKind
{
    /// <summary>Its main method returned.</summary>
    Returned,

    /// <summary>It asked for its end.</summary>
    Exited,

    /// <summary>It raised something that it did not catch.</summary>
    Raised,

    /// <summary>It broke a limit or the bastion protocol, and was ended.</summary>
    Breached,

    /// <summary>Its worker ended without a word.</summary>
    Died,

    /// <summary>Somebody asked for its end.</summary>
    Killed,
}
