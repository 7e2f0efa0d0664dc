using System.Reflection;
using Foray.Plugins.Catalog;
using Foray.Plugins.Lifecycle;
using Foray.Plugins.Loading;
using Foray.Plugins.Manifests;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Plugins;

namespace Foray.Plugins.Scopes;

/// <summary>
/// Owns the plugins that are made in it, and disposes them in reverse order. Scopes nest: disposing one disposes what its children still hold first,
/// and a resource that is claimed in a scope is taken for all scopes below the same root. A plugin that does not end while it is disposed is left alone after its time.
/// </summary>
public sealed class PluginScope : IAsyncDisposable
{
    private readonly PluginLoader _loader;
    private readonly PluginScope? _parent;
    private readonly ClaimRegister _claims;
    private readonly TimeProvider _time;
    private readonly TimeSpan _disposeTimeout;
    private readonly List<Possession> _owned = [];
    private readonly Lock _lock = new();
    private bool _disposed;

    /// <summary>A scope without a parent.</summary>
    /// <param name="catalog">Where plugins are looked up.</param>
    /// <param name="loader">Loads them.</param>
    /// <param name="time">The time. Default: the system's.</param>
    /// <param name="disposeTimeout">Longest time for the disposal of a plugin, which is left alone after a fifth of that time more. Default: that of a host.</param>
    public PluginScope(PluginCatalog catalog, PluginLoader loader, TimeProvider? time = null, TimeSpan? disposeTimeout = null)
        : this(catalog, loader, new ClaimRegister(), time ?? TimeProvider.System, disposeTimeout ?? new PluginHostOptions().StopTimeout)
    {
    }

    /// <summary>A scope that shares what is claimed with other scopes of a host.</summary>
    internal PluginScope(PluginCatalog catalog, PluginLoader loader, ClaimRegister claims, TimeProvider time, TimeSpan disposeTimeout) =>
        (Catalog, _loader, _claims, _time, _disposeTimeout) = (catalog, loader, claims, time, disposeTimeout);

    private PluginScope(PluginScope parent)
        : this(parent.Catalog, parent._loader, parent._claims, parent._time, parent._disposeTimeout) => _parent = parent;

    /// <summary>Where plugins are looked up.</summary>
    public PluginCatalog Catalog { get; }

    /// <summary>Opens a scope inside this one.</summary>
    /// <exception cref="ObjectDisposedException">This one was disposed.</exception>
    public PluginScope OpenScope()
    {
        var child = new PluginScope(this);
        Own(new Possession(null) { Instance = child });
        return child;
    }

    /// <summary>One plugin of a kind at a time.</summary>
    public Driver<T> Driver<T>()
        where T : class => new(this);

    /// <summary>An active set of plugins of a kind.</summary>
    public Extensions<T> Extensions<T>()
        where T : class => new(this);

    /// <summary>Any number of configured instances of plugins of a kind.</summary>
    public Instances<T> Instances<T>()
        where T : class => new(this);

    /// <summary>Disposes everything that the scope owns, the newest first; one that fails keeps none of the others from it.</summary>
    /// <exception cref="DiagnosticException">Some failed while they were disposed, or did not end.</exception>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        var faults = new List<Diagnostic>();
        while (TakeNewest() is { } owned)
        {
            try
            {
                await ReleaseAsync(owned).ConfigureAwait(false);
            }
            catch (DiagnosticException fault)
            {
                faults.AddRange(fault.Diagnostics);
            }
        }

        _parent?.Take(this);
        if (faults.Count > 0)
            throw new DiagnosticException(faults);
    }

    /// <summary>Finds a plugin of the kind whose interface is <typeparamref name="T"/>.</summary>
    /// <exception cref="DiagnosticException">It is unknown, disabled or ambiguous.</exception>
    internal PluginDescription Find<T>(string name) =>
        Catalog.Find(KindOf<T>(), name, out var problem) ?? throw new DiagnosticException(problem!);

    internal T Create<T>(PluginDescription plugin, MappingNode? options, IEnumerable<ResourceClaim> claims, string origin)
        where T : class
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        var claimant = $"{plugin.Kind} '{plugin.Name}' ({origin})";
        var made = new Possession(plugin);
        _claims.Take(made, [.. claims], claimant);
        try
        {
            var instance = _loader.CreateRetained<T>(plugin, options ?? new MappingNode(default, []));
            made.Instance = instance;
            if (instance is IClaimsResources claiming)
                _claims.Take(made, ClaimsOf(claiming, plugin), claimant);
            Own(made);
            return instance;
        }
        catch
        {
            ReleaseRefused(made);
            throw;
        }
    }

    /// <exception cref="DiagnosticException">The plugin failed while it was disposed.</exception>
    internal ValueTask ReleaseAsync(object instance) => Take(instance) is { } owned ? ReleaseAsync(owned) : ValueTask.CompletedTask;

    private async ValueTask ReleaseAsync(Possession owned)
    {
        try
        {
            if (owned.Instance is PluginScope inner)
                await inner.DisposeAsync().ConfigureAwait(false);
            else if (owned is { Plugin: { } plugin, Instance: { } instance })
                await Disposal.RunAsync(instance, plugin, _disposeTimeout, _time).ConfigureAwait(false);
        }
        finally
        {
            _claims.Release(owned); // not before: until then the instance may use what it claimed
            if (owned is { Plugin: { } gone, Instance: not null })
                _loader.Release(gone.Package);
        }
    }

    /// <summary>Lets go of an instance that could not be added; why it could not is what is told.</summary>
    private void ReleaseRefused(Possession made)
    {
        try
        {
            // On another thread, so that a caller with a thread of its own for everything is not waited for.
            Task.Run(() => ReleaseAsync(made).AsTask()).GetAwaiter().GetResult();
        }
        catch (DiagnosticException)
        {
        }
    }

    private bool IsDisposed
    {
        get
        {
            lock (_lock)
                return _disposed;
        }
    }

    private void Own(Possession owned)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _owned.Add(owned);
        }
    }

    private Possession? Take(object instance)
    {
        lock (_lock)
        {
            var owned = _owned.Find(owned => ReferenceEquals(owned.Instance, instance));
            if (owned is not null)
                _owned.Remove(owned);
            return owned;
        }
    }

    private Possession? TakeNewest()
    {
        lock (_lock)
        {
            var newest = _owned.LastOrDefault();
            if (newest is not null)
                _owned.RemoveAt(_owned.Count - 1);
            return newest;
        }
    }

    private static IReadOnlyList<ResourceClaim> ClaimsOf(IClaimsResources claiming, PluginDescription plugin)
    {
        try
        {
            return claiming.Claims;
        }
        catch (Exception error) when (error is not DiagnosticException)
        {
            throw PluginLoader.Fault(plugin, "failed to tell what it needs", error);
        }
    }

    internal static string KindOf<T>() =>
        typeof(T).GetCustomAttribute<PluginKindAttribute>()?.Name
        ?? throw new ArgumentException($"{typeof(T)} is not marked with [PluginKind]");

    /// <summary>What the scope has to dispose; the owner of its claims.</summary>
    /// <param name="plugin">The plugin; null for a scope inside this one.</param>
    private sealed class Possession(PluginDescription? plugin)
    {
        public PluginDescription? Plugin { get; } = plugin;

        public object? Instance { get; set; }
    }
}
