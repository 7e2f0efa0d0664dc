using Foray.Storage.Logs;

namespace Foray.Stations.Feeds;

/// <summary>The feeds of all agents of a station, in its folder <c>feeds</c>.</summary>
/// <param name="stationFolder">The station's folder.</param>
/// <param name="options">How much of each feed is kept. Default: see there.</param>
/// <param name="time">The clock. Default: the system's.</param>
internal sealed class StationFeeds(string stationFolder, SequencedLogOptions? options = null, TimeProvider? time = null) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, FeedLogs> _agents = new(StringComparer.Ordinal);
    private bool _disposed;

    /// <summary>The feeds of an agent. Closing them is left to this: they are read also while the agent is down.</summary>
    /// <param name="instance">Instance id of the agent.</param>
    public FeedLogs Of(string instance)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_agents.TryGetValue(instance, out var feeds))
                _agents[instance] = feeds = new FeedLogs(FolderOf(instance), options, time);
            return feeds;
        }
    }

    /// <summary>The feeds of an agent that has ever had some; null otherwise.</summary>
    public FeedLogs? Find(string instance) => Directory.Exists(FolderOf(instance)) ? Of(instance) : null;

    /// <summary>Closes all feeds. Safe to repeat.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var feeds in _agents.Values)
                feeds.Dispose();
        }
    }

    /// <summary>Instance ids may have any characters; the name of a folder must not lead elsewhere.</summary>
    private string FolderOf(string instance) =>
        Path.Combine(stationFolder, "feeds", Uri.EscapeDataString(instance).Replace(".", "%2E", StringComparison.Ordinal));
}
