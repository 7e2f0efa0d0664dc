using System.Text.Json.Nodes;

namespace Foray.Stations.Feeds;

/// <summary>Keeps what an agent's feeds publish.</summary>
internal interface IFeedWriter
{
    /// <summary>Appends a message to a feed; when this returns, it survives the end of the process.</summary>
    /// <param name="feed">Name of the feed at its agent.</param>
    /// <param name="blocks">By name of the block: <c>block_name</c>, <c>timestamps</c> (Unix seconds) and <c>data</c> (values by field), as OCS's clients know them.</param>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">The disk does not take it.</exception>
    void Append(string feed, JsonObject blocks);
}
