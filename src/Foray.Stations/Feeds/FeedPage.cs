using System.Text.Json.Nodes;

namespace Foray.Stations.Feeds;

/// <summary>Entries of a feed that follow each other.</summary>
/// <param name="Log">Id of the feed's log.</param>
/// <param name="After">The entry after which the page begins; earlier than asked for where the feed has been made anew.</param>
/// <param name="First">Number of the first entry that the log has: more than <paramref name="After"/> + 1 where entries between were dropped.</param>
/// <param name="Entries">The entries, as JSON objects with <c>sequence</c>, <c>time</c> and <c>blocks</c>; none where the wait was over before there was one.</param>
internal sealed record FeedPage(string Log, long After, long First, IReadOnlyList<JsonObject> Entries);
