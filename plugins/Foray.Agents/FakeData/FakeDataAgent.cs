using System.Globalization;
using System.Text.Json.Nodes;
using Foray.Sdk.Agents;
using Foray.Sdk.Plugins;

namespace Foray.Agents.FakeData;

/// <summary>Acquires made-up temperatures, to try a system without instruments. The agent <c>FakeDataAgent</c> of OCS.</summary>
[Plugin("fake-data-agent")]
public sealed class FakeDataAgent : IAgent
{
    private const string Delay = "delay";
    private const string Heartbeat = "heartbeat";
    private const string Succeed = "succeed";

    private static readonly TimeSpan DelayStep = TimeSpan.FromSeconds(0.5);

    private readonly TimeProvider _time;

    /// <summary>Made by its host.</summary>
    public FakeDataAgent(FakeDataOptions options, TimeProvider time)
    {
        _time = time;
        Feeds = [new AgentFeed(FakeAcquisition.Feed) { IsRecorded = true, Buffer = TimeSpan.FromSeconds(1), FrameLength = options.FrameLength }];
        Operations =
        [
            new("acq", AgentOperationType.Process, new FakeAcquisition(options, time).RunAsync)
            {
                Summary = "Acquires data and publishes it to the feed false_temperatures.",
                RunsAtStartup = options.Mode == FakeDataMode.Acq,
                Parameters =
                [
                    new(FakeAcquisition.TestMode, AgentParameterType.Boolean) { Description = "Ends after one turn.", Default = false },
                    new(FakeAcquisition.DegradationPeriod, AgentParameterType.Number) { Description = "Seconds after which it marks itself as degraded, and back, again and again.", Minimum = 0.001 },
                ],
            },
            new("count", AgentOperationType.Process, CountAsync) { Summary = "Counts up every second." },
            new("set_heartbeat", AgentOperationType.Task, SetHeartbeatAsync)
            {
                Summary = "Switches the agent's heartbeat on or off.",
                Parameters = [new(Heartbeat, AgentParameterType.Boolean) { Description = "Whether it beats.", Default = true }],
            },
            new("delay_task", AgentOperationType.Task, DelayAsync)
            {
                Summary = "Waits, and ends with or without success.",
                IsAbortable = true,
                Parameters =
                [
                    new(Delay, AgentParameterType.Number) { Description = "Seconds to wait.", Default = 5.0, Minimum = 0 },
                    new(Succeed, AgentParameterType.Boolean) { Description = "Whether it ends with success.", Default = true },
                ],
            },
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<AgentOperation> Operations { get; }

    /// <inheritdoc/>
    public IReadOnlyList<AgentFeed> Feeds { get; }

    private async Task<string> CountAsync(IAgentSession session, CancellationToken cancellationToken)
    {
        var pace = new Pacemaker(1, _time);
        for (var counter = 0; ; counter++)
        {
            session.SetData(new JsonObject { ["counter"] = counter, ["last_update"] = Timestamp.Of(_time.GetUtcNow()) });
            await pace.WaitAsync(cancellationToken);
        }
    }

    private Task<string> SetHeartbeatAsync(IAgentSession session, CancellationToken cancellationToken)
    {
        var isOn = session.GetBoolean(Heartbeat);
        session.SetHeartbeat(isOn);
        return Task.FromResult($"The heartbeat is {(isOn ? "on" : "off")}.");
    }

    private async Task<string> DelayAsync(IAgentSession session, CancellationToken cancellationToken)
    {
        var delay = session.GetNumber(Delay);
        var started = _time.GetTimestamp();
        while (Tell() is var soFar && soFar < delay)
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(Math.Ceiling((delay - soFar) * 1000) / 1000, DelayStep.TotalSeconds)), _time, cancellationToken);

        var message = string.Create(CultureInfo.InvariantCulture, $"Exited after {_time.GetElapsedTime(started).TotalSeconds:0.0} seconds.");
        return session.GetBoolean(Succeed) ? message : throw new AgentOperationException(message);

        double Tell()
        {
            var soFar = _time.GetElapsedTime(started).TotalSeconds;
            session.SetData(new JsonObject { ["requested_delay"] = delay, ["delay_so_far"] = soFar });
            return soFar;
        }
    }
}
