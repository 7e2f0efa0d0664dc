using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Feeds;

namespace Foray.Stations.Tests.Agents;

/// <summary>Keeps what is published in memory; it can be told to refuse.</summary>
internal sealed class RecordingFeeds : IFeedWriter
{
    private readonly Lock _gate = new();
    private readonly List<(string Feed, JsonObject Blocks)> _entries = [];

    public bool Refuses { get; set; }

    public IReadOnlyList<JsonObject> Of(string feed)
    {
        lock (_gate)
            return [.. _entries.Where(entry => entry.Feed == feed).Select(entry => entry.Blocks)];
    }

    public void Append(string feed, JsonObject blocks)
    {
        if (Refuses)
            throw new DiagnosticException(Diagnostic.Error("TEST001", "the disk is full"));
        lock (_gate)
            _entries.Add((feed, (JsonObject)JsonNode.Parse(blocks.ToJsonString())!));
    }
}
