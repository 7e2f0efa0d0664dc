namespace Foray.Stations.Feeds;

/// <summary>What a subscriber wants of a feed.</summary>
/// <param name="Feed">Name of the feed at its agent.</param>
internal sealed record FeedRequest(string Feed)
{
    /// <summary>Id of the log that <see cref="After"/> is a number of. Where the feed has another one by now, it is given from its beginning. Default: null, whatever log there is.</summary>
    public string? Log { get; init; }

    /// <summary>Number of the last entry that the subscriber has; 0 for all that there is. More than there are means the last one. Default: null, the last one.</summary>
    public long? After { get; init; }

    /// <summary>Most entries. Default: 500.</summary>
    public int Most { get; init; } = 500;

    /// <summary>Longest wait for an entry. Default: none.</summary>
    public TimeSpan Wait { get; init; }
}
