using Foray.Plugins.Loading;
using Foray.Plugins.Manifests;
using Foray.Sdk.Diagnostics;

namespace Foray.Plugins.Lifecycle;

/// <summary>Disposes plugins, and leaves those alone that never end.</summary>
internal static class Disposal
{
    /// <summary>Disposes a plugin, where there is anything to dispose.</summary>
    /// <param name="instance">The plugin.</param>
    /// <param name="plugin">What it is.</param>
    /// <param name="limit">Its longest time; a fifth of it more is waited.</param>
    /// <param name="time">The time.</param>
    /// <exception cref="DiagnosticException">It failed, or did not end in time.</exception>
    public static async Task RunAsync(object instance, PluginDescription plugin, TimeSpan limit, TimeProvider time)
    {
        if (instance is not (IAsyncDisposable or IDisposable))
            return;
        try
        {
            await Deadline.RunAsync(_ => DisposeAsync(instance).AsTask(), limit, time, mayEndLate: true, CancellationToken.None).ConfigureAwait(false);
        }
        catch (DeadlineException error)
        {
            throw new DiagnosticException(LoadFaults.TooSlow(plugin, "was not disposed", limit, "this is a fault of the plugin: it must not wait for ever; tell its author"), error);
        }
        catch (Exception error) when (error is not DiagnosticException)
        {
            throw PluginLoader.Fault(plugin, "failed while it was disposed", error);
        }
    }

    private static ValueTask DisposeAsync(object instance)
    {
        if (instance is IAsyncDisposable asynchronous)
            return asynchronous.DisposeAsync();
        ((IDisposable)instance).Dispose();
        return ValueTask.CompletedTask;
    }
}
