namespace Foray.Stations.Programs.Bastion;

/// <summary>How a program ended by itself.</summary>
internal enum DoneEnd
{
    /// <summary>Its main method returned.</summary>
    Returned,

    /// <summary>It asked for its end, as Python's <c>SystemExit</c> does.</summary>
    Exited,

    /// <summary>It raised something that it did not catch.</summary>
    Raised,
}
