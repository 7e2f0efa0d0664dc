namespace Foray.Sdk.Agents;

/// <summary>How an operation of an agent ends.</summary>
public enum AgentOperationType
{
    /// <summary>By itself, soon; it may be aborted where it says so.</summary>
    Task,

    /// <summary>When it is stopped.</summary>
    Process,
}
