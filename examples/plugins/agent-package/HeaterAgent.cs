using System.Text.Json.Nodes;
using Foray.Sdk.Agents;
using Foray.Sdk.Plugins;
using Microsoft.Extensions.Logging;

namespace Example.Instruments;

/// <summary>Heats: one task sets the power at once, another moves there slowly and may be aborted. The heater is off when its host stops.</summary>
[Plugin("heater", Description = "Heats with a power that is set at once or along a ramp.")]
public sealed class HeaterAgent : IAgent, IPluginLifecycle
{
    private const string Feed = "power";
    private const string Watts = "watts";
    private const int RampSteps = 10;

    private readonly HeaterOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private double _power;

    /// <summary>Made by its host.</summary>
    public HeaterAgent(HeaterOptions options, TimeProvider time, ILogger logger)
    {
        (_options, _time, _logger) = (options, time, logger);
        var watts = new AgentParameter(Watts, AgentParameterType.Number) { Description = "Power in W.", IsRequired = true, Minimum = 0, Maximum = options.MaximumPower };
        Operations =
        [
            new AgentOperation("set_power", AgentOperationType.Task, SetPowerAsync) { Summary = "Sets the power at once.", Parameters = [watts] },
            new AgentOperation("ramp", AgentOperationType.Task, RampAsync) { Summary = "Moves to a power in ten steps.", Parameters = [watts], IsAbortable = true },
            new AgentOperation("off", AgentOperationType.Task, OffAsync) { Summary = "Switches off." },
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<AgentOperation> Operations { get; }

    /// <inheritdoc/>
    public IReadOnlyList<AgentFeed> Feeds { get; } = [new AgentFeed(Feed) { IsRecorded = true }];

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            _power = 0;
        return Task.CompletedTask;
    }

    private Task<string> SetPowerAsync(IAgentSession session, CancellationToken cancellationToken)
    {
        var watts = session.GetNumber(Watts);
        Set(session, watts);
        return Task.FromResult(FormattableString.Invariant($"the power is {watts} W"));
    }

    private async Task<string> RampAsync(IAgentSession session, CancellationToken cancellationToken)
    {
        var (first, last) = (_power, session.GetNumber(Watts));
        using var ticks = new Ticks(_options.Step, _time);
        for (var step = 1; step <= RampSteps; step++)
        {
            if (!await ticks.NextAsync(cancellationToken))
                return FormattableString.Invariant($"aborted at {_power} W");
            Set(session, first + ((last - first) * step / RampSteps));
        }

        return FormattableString.Invariant($"the power is {last} W");
    }

    private Task<string> OffAsync(IAgentSession session, CancellationToken cancellationToken)
    {
        Set(session, 0);
        return Task.FromResult("off");
    }

    private void Set(IAgentSession session, double watts)
    {
        lock (_lock)
            _power = watts;
        var values = new JsonObject { ["watts"] = watts };
        session.Publish(Feed, "heater", _time.GetUtcNow(), values);
        session.SetData((JsonObject)values.DeepClone());
        _logger.LogDebug("the power is {Watts} W", watts);
    }
}
