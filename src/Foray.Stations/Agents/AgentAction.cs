namespace Foray.Stations.Agents;

/// <summary>What a client asks of an operation.</summary>
public enum AgentAction
{
    /// <summary>Begin a session.</summary>
    Start,

    /// <summary>Wait for the end of the session.</summary>
    Wait,

    /// <summary>Tell of the session.</summary>
    Status,

    /// <summary>End a process.</summary>
    Stop,

    /// <summary>End a task.</summary>
    Abort,
}
