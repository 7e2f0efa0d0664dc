namespace Foray.Sdk.Agents;

/// <summary>A stream of measurements that an agent publishes.</summary>
/// <param name="Name">Name of the feed: letters, digits and <c>_</c>, at most 255. <c>heartbeat</c> is the host's.</param>
public sealed record AgentFeed(string Name)
{
    /// <summary>True where recorders keep it. Default: false.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>How long values are gathered before they are sent as one message. Default: at once.</summary>
    public TimeSpan Buffer { get; init; }

    /// <summary>How much time a recorder puts into one frame of its file. Default: 5 minutes.</summary>
    public TimeSpan FrameLength { get; init; } = TimeSpan.FromMinutes(5);
}
