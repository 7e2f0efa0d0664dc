using System.Globalization;
using System.Text.Json.Nodes;
using Foray.Sdk.Agents;
using Foray.Sdk.Plugins;

namespace Example.Instruments;

/// <summary>Measures temperatures until it is stopped. A device of one's own goes into <see cref="Measure"/>.</summary>
[Plugin("thermometer", Description = "Measures temperatures of several channels.")]
public sealed class ThermometerAgent : IAgent
{
    private const string Feed = "temperatures";
    private const double Ambient = 293.15;

    private readonly ThermometerOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Made by its host.</summary>
    public ThermometerAgent(ThermometerOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        Operations = [new AgentOperation("acq", AgentOperationType.Process, AcquireAsync) { Summary = "Measures until it is stopped.", RunsAtStartup = true }];
    }

    /// <inheritdoc/>
    public IReadOnlyList<AgentOperation> Operations { get; }

    /// <inheritdoc/>
    public IReadOnlyList<AgentFeed> Feeds { get; } = [new AgentFeed(Feed) { IsRecorded = true, Buffer = TimeSpan.FromSeconds(1) }];

    private async Task<string> AcquireAsync(IAgentSession session, CancellationToken cancellationToken)
    {
        var count = 0;
        using var ticks = new Ticks(_options.Interval, _time);
        do
        {
            var now = _time.GetUtcNow();
            var values = new JsonObject();
            for (var channel = 1; channel <= _options.Channels; channel++)
                values[$"channel_{channel.ToString(CultureInfo.InvariantCulture)}"] = Measure(channel, now);
            session.Publish(Feed, "all", now, values);
            session.SetData(new JsonObject { ["kelvin"] = values.DeepClone(), ["count"] = ++count });
        }
        while (await ticks.NextAsync(cancellationToken));
        return $"measured {count} times";
    }

    /// <summary>A slow swing around the temperature of a room, each channel a little later.</summary>
    private static double Measure(int channel, DateTimeOffset now) =>
        Ambient + Math.Sin((now.ToUnixTimeMilliseconds() / 1000.0 / 60) - channel);
}
