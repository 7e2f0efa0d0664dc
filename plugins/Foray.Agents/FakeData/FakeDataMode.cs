namespace Foray.Agents.FakeData;

/// <summary>What the agent does when it comes up.</summary>
public enum FakeDataMode
{
    /// <summary>It waits for clients.</summary>
    Idle,

    /// <summary>It acquires.</summary>
    Acq,
}
