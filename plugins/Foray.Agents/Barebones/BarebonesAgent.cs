using System.Text.Json.Nodes;
using Foray.Sdk.Agents;
using Foray.Sdk.Plugins;
using Microsoft.Extensions.Logging;

namespace Foray.Agents.Barebones;

/// <summary>Counts and prints, and shares one device between both: what an agent has at least. The agent <c>BarebonesAgent</c> of OCS.</summary>
[Plugin("barebones-agent")]
public sealed class BarebonesAgent : IAgent
{
    private const string Feed = "feed_name";
    private const string Text = "text";

    private static readonly TimeSpan PrintPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan CountPatience = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TimeoutLock _device;

    /// <summary>Made by its host.</summary>
    public BarebonesAgent(BarebonesOptions options, TimeProvider time, ILogger logger)
    {
        (_time, _logger, _device) = (time, logger, new TimeoutLock(time));
        Operations =
        [
            new("count", AgentOperationType.Process, CountAsync) { Summary = "Counts up every second, and publishes to the feed feed_name.", RunsAtStartup = options.Mode == BarebonesMode.Count },
            new("print", AgentOperationType.Task, PrintAsync)
            {
                Summary = "Writes text into the log.",
                Parameters = [new(Text, AgentParameterType.Text) { Description = "What is written.", Default = "hello world" }],
            },
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<AgentOperation> Operations { get; }

    /// <inheritdoc/>
    public IReadOnlyList<AgentFeed> Feeds { get; } = [new AgentFeed(Feed) { IsRecorded = true, Buffer = TimeSpan.FromSeconds(1), FrameLength = TimeSpan.FromSeconds(60) }];

    private async Task<string> CountAsync(IAgentSession session, CancellationToken cancellationToken)
    {
        using var turn = await _device.AcquireAsync("count", TimeSpan.Zero, cancellationToken);
        Require(turn);
        var pace = new Pacemaker(1, _time);
        for (var value = 1; ; value++)
        {
            var now = _time.GetUtcNow();
            session.Publish(Feed, "barebones", now, new JsonObject { ["value"] = value });
            session.SetData(new JsonObject { ["value"] = value, ["timestamp"] = Timestamp.Of(now) });
            await pace.WaitAsync(cancellationToken);
            await turn.ReleaseAndAcquireAsync(CountPatience, cancellationToken);
            Require(turn);
        }
    }

    private async Task<string> PrintAsync(IAgentSession session, CancellationToken cancellationToken)
    {
        using var turn = await _device.AcquireAsync("print", PrintPatience, cancellationToken);
        Require(turn);
        var text = session.GetText(Text);
        _logger.LogInformation("{Text}", text);
        session.SetData(new JsonObject { ["text"] = text, ["last_updated"] = Timestamp.Of(_time.GetUtcNow()) });
        return "Printed text to logs.";
    }

    private static void Require(LockTurn turn)
    {
        if (!turn.IsHeld)
            throw new AgentOperationException($"The lock is held by '{turn.Holder}'.");
    }
}
