using System.Globalization;
using System.Text.Json.Nodes;

namespace Foray.Agents.FakeData;

/// <summary>Temperatures that nobody measured: each channel walks slowly at random, and is drawn back to 0.1.</summary>
internal sealed class FakeChannels(int count)
{
    private const double Centre = 0.1;
    private const double Pull = 0.01;
    private const double Step = 0.001;

    private readonly string[] _names = [.. Enumerable.Range(0, count).Select(channel => "channel_" + channel.ToString("00", CultureInfo.InvariantCulture))];
    private readonly double[] _values = [.. Enumerable.Repeat(Centre, count)];

    /// <summary>The next sample of all channels.</summary>
    public JsonObject Next()
    {
        for (var channel = 0; channel < _values.Length; channel++)
            _values[channel] += ((Centre - _values[channel]) * Pull) + ((Random.Shared.NextDouble() - 0.5) * Step);
        return Last();
    }

    /// <summary>The sample before.</summary>
    public JsonObject Last() => new(_names.Zip(_values, (name, value) => KeyValuePair.Create(name, (JsonNode?)value)));
}
