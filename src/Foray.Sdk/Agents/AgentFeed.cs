namespace Foray.Sdk.Agents;

/// <summary>A stream of measurements that an agent publishes.</summary>
/// <param name="Name">Name of the feed: letters, digits and <c>_</c>.</param>
public sealed record AgentFeed(string Name)
{
    /// <summary>True where recorders keep it. Default: false.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>How long values are gathered before they are sent. Default: at once.</summary>
    public TimeSpan Buffer { get; init; }
}
