namespace Foray.Sdk.Plugins;

/// <summary>
/// Implemented by plugins that do something by themselves between a start and a stop: connect, listen, run a loop. A plugin that only answers calls does without.
/// Where the host starts plugins, it starts those that a plugin requires first, and stops it before them.
/// </summary>
public interface IPluginLifecycle
{
    /// <summary>Starts. Called once before each stop. When it throws, or is cancelled, the host calls <see cref="StopAsync"/> and the plugin counts as failed; it may be started again.</summary>
    /// <param name="cancellationToken">Ends the attempt; what goes on after the start is ended by <see cref="StopAsync"/> alone.</param>
    Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Stops. Safe without a start, safe to repeat, and safe after a start that failed. What was accepted is delivered before it returns, within the time it gets:
    /// when the token is cancelled it gives up the rest and returns. The host waits for a limited time (10 s unless it says otherwise) and goes on without it.
    /// </summary>
    /// <param name="cancellationToken">Cancelled when the time is over.</param>
    Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
