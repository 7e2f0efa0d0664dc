using System.Reflection;
using Foray.Plugins.Catalog;
using Foray.Plugins.Loading;
using Foray.Plugins.Manifests;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Plugins;

namespace Foray.Plugins.Scopes;

/// <summary>
/// Owns the plugins that are made in it, and disposes them in reverse order. Scopes nest: disposing one disposes what its children still hold first,
/// and a resource that is claimed in a scope is taken for all scopes below the same root.
/// </summary>
public sealed class PluginScope : IAsyncDisposable
{
    private readonly PluginLoader _loader;
    private readonly PluginScope? _parent;
    private readonly ClaimRegister _claims;
    private readonly List<(object Instance, PluginDescription? Plugin)> _owned = [];
    private bool _disposed;

    /// <summary>A scope without a parent.</summary>
    public PluginScope(PluginCatalog catalog, PluginLoader loader)
        : this(catalog, loader, null)
    {
    }

    private PluginScope(PluginCatalog catalog, PluginLoader loader, PluginScope? parent)
    {
        (Catalog, _loader, _parent) = (catalog, loader, parent);
        _claims = parent?._claims ?? new ClaimRegister();
    }

    /// <summary>Where plugins are looked up.</summary>
    public PluginCatalog Catalog { get; }

    /// <summary>Opens a scope inside this one.</summary>
    public PluginScope OpenScope()
    {
        var child = new PluginScope(Catalog, _loader, this);
        _owned.Add((child, null));
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
    /// <exception cref="DiagnosticException">Some failed while they were disposed.</exception>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        var faults = new List<Diagnostic>();
        while (_owned.Count > 0)
        {
            try
            {
                await ReleaseAsync(_owned[^1].Instance);
            }
            catch (DiagnosticException fault)
            {
                faults.AddRange(fault.Diagnostics);
            }
        }

        _parent?.Forget(this);
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
        ObjectDisposedException.ThrowIf(_disposed, this);
        var instance = _loader.Create<T>(plugin, options ?? new MappingNode(default, []));
        _owned.Add((instance, plugin)); // first, so that it is disposed with the scope even where a claim fails
        var wanted = claims.ToList();
        if (instance is IClaimsResources claiming)
            wanted.AddRange(ClaimsOf(claiming, plugin));
        _claims.Take(instance, wanted, $"{plugin.Kind} '{plugin.Name}' ({origin})");
        return instance;
    }

    /// <exception cref="DiagnosticException">The plugin failed while it was disposed.</exception>
    internal async ValueTask ReleaseAsync(object instance)
    {
        var plugin = Forget(instance);
        _claims.Release(instance);
        try
        {
            if (instance is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync();
            else if (instance is IDisposable disposable)
                disposable.Dispose();
        }
        catch (Exception error) when (plugin is not null && error is not DiagnosticException)
        {
            throw PluginLoader.Fault(plugin, "failed while it was disposed", error);
        }
    }

    private PluginDescription? Forget(object instance)
    {
        var index = _owned.FindIndex(owned => ReferenceEquals(owned.Instance, instance));
        if (index < 0)
            return null;
        var plugin = _owned[index].Plugin;
        _owned.RemoveAt(index);
        return plugin;
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
}
