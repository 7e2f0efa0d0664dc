using Foray.Plugins.Catalog;
using Foray.Plugins.Loading;
using Foray.Plugins.Manifests;
using Foray.Plugins.Scopes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Plugins.Lifecycle;

/// <summary>
/// Runs plugins: validates, loads, makes, starts, stops and unloads them, each after what it requires, and knows how each stands. A fault in one plugin is told with its
/// package and ends nothing else. A plugin is named by <c>kind/name</c> or <c>kind/package:name</c>. Members may be called from several threads; steps of the life cycle
/// are done one at a time, so a plugin must not wait for one from inside another. Every step is safe to repeat.
/// </summary>
public sealed class PluginHost : IAsyncDisposable
{
    private readonly HostedPlugins _plugins;
    private readonly SemaphoreSlim _steps = new(1, 1);
    private readonly PluginLoader _loader;
    private readonly TimeProvider _time;
    private readonly PluginHostOptions _options;
    private readonly ClaimRegister _claims = new();
    private readonly Lazy<Task> _disposal;
    private volatile bool _disposed;

    /// <param name="catalog">The plugins that were found.</param>
    /// <param name="loader">Loads them.</param>
    /// <param name="checker">Compares their options with their schemas.</param>
    /// <param name="time">The time. Default: the system's.</param>
    /// <param name="options">How plugins are treated. Default: the defaults.</param>
    public PluginHost(PluginCatalog catalog, PluginLoader loader, IOptionsChecker checker, TimeProvider? time = null, PluginHostOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(loader);
        ArgumentNullException.ThrowIfNull(checker);
        Catalog = catalog;
        (_loader, _time, _options) = (loader, time ?? TimeProvider.System, options ?? new PluginHostOptions());
        _plugins = new HostedPlugins(catalog, loader, checker, _claims, _time, _options);
        _disposal = new Lazy<Task>(DisposeOnceAsync);
    }

    /// <summary>The plugins that were found, and those that were registered.</summary>
    public PluginCatalog Catalog { get; }

    /// <summary>How every plugin stands, by id.</summary>
    public IReadOnlyList<PluginStatus> Statuses => _plugins.Statuses;

    /// <summary>How a plugin stands.</summary>
    /// <exception cref="DiagnosticException">There is no such plugin.</exception>
    public PluginStatus StatusOf(string id) => _plugins.ByName(id).Status;

    /// <summary>Opens a scope for plugins that are used as drivers, extensions or instances, beside those that the host runs. A resource that is claimed in one, or by a
    /// plugin of the host, is taken for all.</summary>
    public PluginScope OpenScope() => new(Catalog, _loader, _claims, _time, _options.StopTimeout);

    /// <summary>Adds a plugin that is a part of the program itself.</summary>
    /// <typeparam name="T">Interface of its kind.</typeparam>
    /// <returns>Its id.</returns>
    /// <exception cref="DiagnosticException">One of this kind and name is registered already.</exception>
    public string Register<T>(PluginRegistration registration)
        where T : class
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _plugins.Register(PluginScope.KindOf<T>(), registration);
    }

    /// <summary>Sets the options that a plugin is made with the next time; they are checked then.</summary>
    /// <exception cref="DiagnosticException">There is no such plugin.</exception>
    public void Configure(string id, MappingNode options)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _plugins.Configure(id, options);
    }

    /// <summary>Looks at the manifests of all plugins: what is disabled, and whose requirements are not met. Loads nothing.</summary>
    /// <returns>What is wrong, all of it.</returns>
    public IReadOnlyList<Diagnostic> Validate() => InStep(_plugins.Validate);

    /// <summary>The order in which plugins, with all that they require, are started; ties by id.</summary>
    /// <exception cref="DiagnosticException">There is no such plugin, or a requirement is missing, has another version, or is part of a cycle.</exception>
    public IReadOnlyList<PluginDescription> StartOrder(params IEnumerable<string> ids) => _plugins.Graph.StartOrder(ids.Select(Catalog.Get));

    /// <summary>Loads a plugin's package.</summary>
    /// <exception cref="DiagnosticException">It cannot be used or loaded.</exception>
    public Task LoadAsync(string id) => InStepAsync(() => _plugins.LoadAsync(_plugins.ByName(id)));

    /// <summary>Makes a plugin from its options; one that was made before and does not run is replaced. One that runs is left running, and new options count
    /// from its next restart. Where the options do not fit, it keeps those that it has.</summary>
    /// <param name="id">The plugin.</param>
    /// <param name="options">Its options; null for those that were configured.</param>
    /// <exception cref="DiagnosticException">It cannot be loaded, its options do not fit, or it failed.</exception>
    public Task InitializeAsync(string id, MappingNode? options = null) => InStepAsync(async () =>
    {
        if (options is not null)
            _plugins.Configure(id, options);
        await _plugins.InitializeAsync(_plugins.ByName(id), anew: true).ConfigureAwait(false);
    });

    /// <summary>Starts a plugin, and before it what it requires. A start that fails stops again what it had started.</summary>
    /// <exception cref="DiagnosticException">A requirement is not met, or one of them failed.</exception>
    public Task StartAsync(string id, CancellationToken cancellationToken = default) => InStepAsync(() => _plugins.StartAsync(_plugins.ByName(id), cancellationToken));

    /// <summary>Starts several plugins. One that fails keeps no other from starting, unless it is required.</summary>
    /// <returns>What went wrong.</returns>
    public async Task<IReadOnlyList<Diagnostic>> StartAllAsync(IEnumerable<string> ids, CancellationToken cancellationToken = default)
    {
        var problems = new List<Diagnostic>();
        foreach (var id in ids.Order(StringComparer.Ordinal))
        {
            try
            {
                await StartAsync(id, cancellationToken).ConfigureAwait(false);
            }
            catch (DiagnosticException failure)
            {
                problems.AddRange(failure.Diagnostics);
            }
        }

        return [.. problems.DistinctBy(problem => problem.Message)];
    }

    /// <summary>Stops a plugin, and before it those that require it.</summary>
    /// <exception cref="DiagnosticException">Some failed while they stopped; all were told to.</exception>
    public Task StopAsync(string id) => InStepAsync(() => _plugins.StopAsync([_plugins.ByName(id)]));

    /// <summary>Stops all plugins, those that require others first.</summary>
    /// <returns>What went wrong.</returns>
    public async Task<IReadOnlyList<Diagnostic>> StopAllAsync()
    {
        try
        {
            await InStepAsync(() => _plugins.StopAsync(_plugins.Running)).ConfigureAwait(false);
            return [];
        }
        catch (DiagnosticException failure)
        {
            return failure.Diagnostics;
        }
    }

    /// <summary>Stops a plugin and starts it again, with those that require it and were running. It is made anew where its options have changed.
    /// One that fails keeps no other from starting again, unless it is required; one that fails to stop stays failed.</summary>
    /// <exception cref="DiagnosticException">Its options do not fit, and it was left running; or some failed.</exception>
    public Task RestartAsync(string id, CancellationToken cancellationToken = default) => InStepAsync(() => _plugins.RestartAsync(_plugins.ByName(id), cancellationToken));

    /// <summary>Stops a plugin and lets go of it; its package leaves memory with its last plugin, where the loader can unload.</summary>
    /// <exception cref="DiagnosticException">It failed while it stopped or was disposed.</exception>
    public Task UnloadAsync(string id) => InStepAsync(() => _plugins.UnloadAsync(_plugins.ByName(id)));

    /// <summary>The instance of a plugin that was made.</summary>
    /// <exception cref="DiagnosticException">There is no such plugin, or it was not made, or it has failed.</exception>
    /// <exception cref="ArgumentException">It is something else.</exception>
    public T Get<T>(string id)
        where T : class => _plugins.ByName(id).Usable<T>();

    /// <summary>Calls a plugin; the call is counted and timed, and what it throws is told with the plugin's package.</summary>
    /// <param name="id">The plugin.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">The token that the call was given: what ends as cancelled without it is the plugin's fault.</param>
    /// <exception cref="DiagnosticException">There is no such plugin, it was not made or has failed, or the call failed.</exception>
    /// <exception cref="ArgumentException">It is something else.</exception>
    public Task<TResult> CallAsync<T, TResult>(string id, Func<T, Task<TResult>> call, CancellationToken cancellationToken = default)
        where T : class => _plugins.ByName(id).CallAsync(call, cancellationToken);

    /// <summary>Stops and disposes everything. Steps that wait for their turn are refused; whoever disposes too waits until it is done.</summary>
    public ValueTask DisposeAsync() => new(_disposal.Value);

    /// <summary>In one step, so that nothing is started between the stops and the disposals. The semaphore stays for those who wait for it.</summary>
    private Task DisposeOnceAsync() => InStepAsync(async () =>
    {
        _disposed = true;
        await _plugins.StopAndReleaseAllAsync().ConfigureAwait(false);
    });

    private T InStep<T>(Func<T> step)
    {
        _steps.Wait();
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return step();
        }
        finally
        {
            _steps.Release();
        }
    }

    private async Task InStepAsync(Func<Task> step)
    {
        await _steps.WaitAsync().ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            await step().ConfigureAwait(false);
        }
        finally
        {
            _steps.Release();
        }
    }
}
