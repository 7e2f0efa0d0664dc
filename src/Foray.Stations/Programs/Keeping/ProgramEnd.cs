namespace Foray.Stations.Programs.Keeping;

/// <summary>How a program ended.</summary>
internal enum ProgramEnd
{
    /// <summary>Its main method returned.</summary>
    Returned,

    /// <summary>It asked to exit, which is as normal as to return.</summary>
    Exited,

    /// <summary>It raised what nobody caught.</summary>
    Raised,

    /// <summary>Somebody ended it.</summary>
    Killed,

    /// <summary>It broke a limit or the protocol, or its worker failed.</summary>
    Broken,
}
