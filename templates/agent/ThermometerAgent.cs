using System.Text.Json.Nodes;
using Foray.Sdk.Agents;
using Foray.Sdk.Plugins;
using Microsoft.Extensions.Logging;

namespace Acme.Plugin;

/// <summary>Measures a simulated temperature, which moves towards a target. Replace <see cref="Measure"/> by your device.</summary>
[Plugin("acme-plugin", Description = "Measures a simulated temperature.")]
public sealed class ThermometerAgent(ThermometerOptions options, TimeProvider time, ILogger logger) : IAgent
{
    private const string Feed = "temperatures";
    private const double Approach = 0.2;

    private readonly Lock _gate = new();
    private double _temperature = options.Target;
    private double _target = options.Target;

    /// <inheritdoc/>
    public IReadOnlyList<AgentOperation> Operations =>
    [
        new("acquire", AgentOperationType.Process, AcquireAsync) { Summary = "Measures until it is stopped.", RunsAtStartup = true },
        new("set_target", AgentOperationType.Task, SetTargetAsync)
        {
            Summary = "Sets the temperature to move towards.",
            Parameters = [new("kelvin", AgentParameterType.Number) { Description = "Temperature in K.", IsRequired = true, Minimum = 0, Maximum = 1000 }],
        },
    ];

    /// <inheritdoc/>
    public IReadOnlyList<AgentFeed> Feeds => [new(Feed) { IsRecorded = true }];

    private async Task<string> AcquireAsync(IAgentSession session, CancellationToken cancellationToken)
    {
        var count = 0;
        using var timer = new PeriodicTimer(options.Interval, time);
        do
        {
            var now = time.GetUtcNow();
            var kelvin = Measure();
            session.Publish(Feed, "thermometer", now, new JsonObject { ["kelvin"] = kelvin });
            session.SetData(new JsonObject { ["kelvin"] = kelvin, ["time"] = now.ToUnixTimeMilliseconds() / 1000.0 });
            count++;
        }
        while (await NextAsync(timer, cancellationToken));
        return $"measured {count} times";
    }

    private Task<string> SetTargetAsync(IAgentSession session, CancellationToken cancellationToken)
    {
        var kelvin = session.GetNumber("kelvin");
        lock (_gate)
            _target = kelvin;
        logger.LogInformation("the target is {Kelvin} K", kelvin);
        return Task.FromResult($"the target is {kelvin} K");
    }

    private double Measure()
    {
        lock (_gate)
            return _temperature += (_target - _temperature) * Approach;
    }

    /// <summary>True when it is time for the next measurement; false when there is none, because the process is stopped.</summary>
    private static async ValueTask<bool> NextAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
