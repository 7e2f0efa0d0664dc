using System.Text.Json.Nodes;

namespace Foray.Stations.Agents.Sessions;

/// <summary>The messages of a session. The last ones are kept; of those that are gone, their number is told. Not safe to use from several threads.</summary>
internal sealed class SessionMessages
{
    /// <summary>How many are kept.</summary>
    public const int Most = 200;

    private readonly Queue<(double Time, string Text)> _kept = new();
    private long _gone;

    public void Add(double time, string text)
    {
        _kept.Enqueue((time, text));
        if (_kept.Count <= Most)
            return;
        _kept.Dequeue();
        _gone++;
    }

    /// <summary>List of <c>[time, text]</c>.</summary>
    public JsonArray Encode()
    {
        var messages = new JsonArray();
        if (_gone > 0)
            messages.Add((JsonNode)new JsonArray(_kept.Peek().Time, $"{_gone} earlier messages are not kept."));
        foreach (var (time, text) in _kept)
            messages.Add((JsonNode)new JsonArray(time, text));
        return messages;
    }
}
