namespace Foray.Agents.Barebones;

/// <summary>What the agent does when it comes up.</summary>
public enum BarebonesMode
{
    /// <summary>It waits for clients.</summary>
    Idle,

    /// <summary>It counts.</summary>
    Count,
}
