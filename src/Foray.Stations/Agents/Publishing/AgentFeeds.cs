using System.Text.Json.Nodes;
using Foray.Sdk.Agents;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Agents.Sessions;
using Foray.Stations.Feeds;

namespace Foray.Stations.Agents.Publishing;

/// <summary>The feeds of a running agent.</summary>
internal sealed class AgentFeeds(IReadOnlyList<AgentFeed> declared, IFeedWriter writer, TimeProvider time, Action<Diagnostic> report) : IDisposable
{
    /// <summary>Longest time for which a feed may gather values: an hour.</summary>
    public static readonly TimeSpan LongestBuffer = TimeSpan.FromHours(1);

    private readonly Dictionary<string, HostedFeed> _feeds = declared.ToDictionary(feed => feed.Name, feed => new HostedFeed(feed, writer, time, report), StringComparer.Ordinal);
    private volatile bool _hasHeartbeat = true;

    /// <summary>Whether the agent's heartbeat is on.</summary>
    public bool HasHeartbeat
    {
        get => _hasHeartbeat;
        set => _hasHeartbeat = value;
    }

    /// <exception cref="DiagnosticException">There is no such feed, or it does not take the values.</exception>
    public void Publish(OperationSession session, string feed, string block, DateTimeOffset time, JsonObject values)
    {
        if (!_feeds.TryGetValue(feed, out var hosted))
            throw new DiagnosticException(Diagnostic.Error(AgentCodes.InvalidPublication, $"the agent has no feed '{feed}'", "tell its author to declare the feed"));
        hosted.Publish(session, block, time, values);
    }

    /// <summary>Writes what was gathered.</summary>
    public void Dispose()
    {
        foreach (var feed in _feeds.Values)
            feed.Dispose();
    }
}
