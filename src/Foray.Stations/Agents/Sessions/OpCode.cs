namespace Foray.Stations.Agents.Sessions;

/// <summary>The state of an operation in one number, as OCS's heartbeats tell it. 7, expired, is said by whoever listens for them.</summary>
internal enum OpCode
{
    /// <summary>It never ran.</summary>
    None = 1,

    /// <summary>It was accepted.</summary>
    Starting = 2,

    /// <summary>It runs.</summary>
    Running = 3,

    /// <summary>It was asked to end.</summary>
    Stopping = 4,

    /// <summary>It ended with success.</summary>
    Succeeded = 5,

    /// <summary>It ended without success.</summary>
    Failed = 6,

    /// <summary>It runs with limits.</summary>
    Degraded = 8,
}
