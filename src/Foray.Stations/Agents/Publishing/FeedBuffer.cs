using System.Text.Json.Nodes;

namespace Foray.Stations.Agents.Publishing;

/// <summary>What was published to a feed and is not kept yet. Not safe to use from several threads.</summary>
internal sealed class FeedBuffer
{
    /// <summary>How many samples a message holds.</summary>
    public const int MessageSamples = 1000;

    /// <summary>How many samples wait; of more, the oldest are dropped.</summary>
    public const int Most = 20_000;

    private readonly Queue<FeedSample> _samples = new();

    public int Count => _samples.Count;

    /// <summary>Adds a sample.</summary>
    /// <returns>False where the oldest was dropped for it.</returns>
    public bool Add(FeedSample sample)
    {
        _samples.Enqueue(sample);
        if (_samples.Count <= Most)
            return true;
        _samples.Dequeue();
        return false;
    }

    /// <summary>The oldest samples as a message: by block, its times and its values by field.</summary>
    public JsonObject First()
    {
        var blocks = new JsonObject();
        foreach (var group in _samples.Take(MessageSamples).GroupBy(sample => sample.Block, StringComparer.Ordinal))
        {
            blocks[group.Key] = new JsonObject
            {
                ["block_name"] = group.Key,
                ["timestamps"] = new JsonArray([.. group.Select(sample => JsonValue.Create(sample.Time))]),
                ["data"] = new JsonObject(group.First().Values.Select(field =>
                    KeyValuePair.Create(field.Key, (JsonNode?)new JsonArray([.. group.Select(sample => sample.Values[field.Key]?.DeepClone())])))),
            };
        }

        return blocks;
    }

    /// <summary>Removes what <see cref="First"/> gave.</summary>
    public void RemoveFirst()
    {
        for (var count = Math.Min(MessageSamples, _samples.Count); count > 0; count--)
            _samples.Dequeue();
    }
}
