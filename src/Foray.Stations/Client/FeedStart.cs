using Foray.Stations.Feeds;

namespace Foray.Stations.Client;

/// <summary>Where a listener begins.</summary>
public sealed record FeedStart
{
    private FeedStart(string? query, FeedPosition? position) => (Query, Position) = (query, position);

    /// <summary>With the next entry that is published.</summary>
    public static FeedStart Now { get; } = new(null, null);

    /// <summary>With the first entry that is kept.</summary>
    public static FeedStart Beginning { get; } = AfterEntry(0);

    internal string? Query { get; }

    internal FeedPosition? Position { get; }

    /// <summary>With the entry after one.</summary>
    /// <param name="sequence">Its number, from 0 on.</param>
    public static FeedStart AfterEntry(long sequence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        return new FeedStart(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"?after={sequence}"), null);
    }

    /// <summary>Where an earlier listener ended; with the first entry of all where the feed's log has been made anew since.</summary>
    public static FeedStart After(FeedPosition position) => new(null, position);
}
