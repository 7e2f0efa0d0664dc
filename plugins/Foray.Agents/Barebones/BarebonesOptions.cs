namespace Foray.Agents.Barebones;

/// <summary>Options of the agent <c>barebones-agent</c>.</summary>
public sealed record BarebonesOptions
{
    /// <summary>What it does when it comes up: wait for clients, or count.</summary>
    public BarebonesMode Mode { get; init; } = BarebonesMode.Idle;
}
