using Foray.Sdk.Agents;
using Foray.Sdk.Plugins;

namespace Foray.Fixtures.Lamps;

/// <summary>An agent that can be told to fail.</summary>
[Plugin("lamp-agent")]
public sealed class LampAgent : IAgent, IPluginLifecycle
{
    private readonly LampOptions _options;

    /// <summary>A lamp that is off.</summary>
    public LampAgent(LampOptions options) => _options = options;

    /// <inheritdoc/>
    public IReadOnlyList<AgentOperation> Operations { get; } = [new("blink", AgentOperationType.Task, (_, _) => Task.FromResult("blinked"))];

    /// <inheritdoc/>
    public IReadOnlyList<AgentFeed> Feeds { get; } = [new AgentFeed("light")];

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(_options.Fuse))
            throw new InvalidOperationException("the fuse has blown");
        return _options.Slow ? Task.Delay(Timeout.Infinite, cancellationToken) : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => _options.Stuck ? new TaskCompletionSource().Task : Task.CompletedTask;
}
