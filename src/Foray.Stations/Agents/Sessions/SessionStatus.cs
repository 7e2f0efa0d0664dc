namespace Foray.Stations.Agents.Sessions;

/// <summary>Where a session stands; it only ever moves forward.</summary>
internal enum SessionStatus
{
    /// <summary>Accepted, and not yet running.</summary>
    Starting,

    /// <summary>Running.</summary>
    Running,

    /// <summary>Asked to end.</summary>
    Stopping,

    /// <summary>Ended.</summary>
    Done,
}
