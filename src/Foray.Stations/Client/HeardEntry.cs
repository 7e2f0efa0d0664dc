using System.Text.Json.Nodes;
using Foray.Stations.Feeds;

namespace Foray.Stations.Client;

/// <summary>An entry of a feed that a listener was sent.</summary>
/// <param name="Position">Its place: give it to <see cref="FeedStart.After"/> to go on behind it.</param>
/// <param name="Content"><c>sequence</c>, <c>time</c> (Unix seconds) and <c>blocks</c>: by name <c>block_name</c>, <c>timestamps</c> and <c>data</c>.</param>
/// <param name="Missed">How many entries right before it were dropped before the listener could have them; 0 for none.</param>
public sealed record HeardEntry(FeedPosition Position, JsonObject Content, long Missed);
