using Foray.Sdk.Plugins;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>The hosts of one check, and the plugins that it started.</summary>
internal sealed class HostPool(Trial trial, Func<FakeHost> create) : IAsyncDisposable
{
    private readonly List<FakeHost> _hosts = [];
    private readonly List<IPluginLifecycle> _started = [];

    /// <summary>Runs the body of a check, and stops and removes what it made.</summary>
    public static async Task UseAsync(Trial trial, Func<FakeHost> create, Func<HostPool, Task> body)
    {
        await using var pool = new HostPool(trial, create);
        await body(pool);
    }

    public FakeHost Add()
    {
        _hosts.Add(create());
        return _hosts[^1];
    }

    /// <summary>Makes a plugin, and starts it where it has a start.</summary>
    public async Task<T> StartAsync<T>(Func<FakeHost, T> make)
        where T : class
    {
        var plugin = make(Add());
        if (plugin is IPluginLifecycle lifecycle)
        {
            _started.Add(lifecycle);
            await trial.EndsAsync(() => lifecycle.StartAsync(trial.Token), "the start", "return from the start when the plugin can be used");
        }

        return plugin;
    }

    /// <summary>Stops a plugin where it has a stop.</summary>
    public async Task StopAsync(object plugin)
    {
        if (plugin is not IPluginLifecycle lifecycle)
            return;
        _started.Remove(lifecycle);
        await trial.EndsAsync(() => lifecycle.StopAsync(CancellationToken.None), "the stop", "end in the stop what the start began");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var plugin in _started.ToList())
                await StopAsync(plugin);
        }
        finally
        {
            foreach (var host in _hosts)
                host.Dispose();
        }
    }
}
