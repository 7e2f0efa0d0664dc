using Foray.Plugins.Manifests;
using Foray.Sdk.Documents;
using Foray.Sdk.Plugins;

namespace Foray.Plugins.Scopes;

/// <summary>Configured instances of plugins of a kind, mixed, several of one plugin too. In the order in which they were added.</summary>
/// <typeparam name="T">Interface of the kind.</typeparam>
public sealed class Instances<T>
    where T : class
{
    private readonly PluginScope _scope;
    private readonly List<T> _all = [];

    internal Instances(PluginScope scope) => _scope = scope;

    /// <summary>The instances, in the order in which they were added.</summary>
    public IReadOnlyList<T> All => _all;

    /// <summary>Adds an instance.</summary>
    /// <param name="name">Name of the plugin.</param>
    /// <param name="options">Its options; null for none.</param>
    /// <param name="origin">Where it was asked for (the command line, a file, code), for messages about conflicts.</param>
    /// <param name="claims">Resources that it needs for itself, besides those that the plugin names.</param>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">There is no such plugin, it cannot be made, or a resource is taken; then nothing was added.</exception>
    public T Add(string name, MappingNode? options, string origin, params IEnumerable<ResourceClaim> claims) =>
        Add(_scope.Find<T>(name), options, origin, claims);

    /// <summary>Adds an instance of a plugin that has been found before.</summary>
    public T Add(PluginDescription plugin, MappingNode? options, string origin, params IEnumerable<ResourceClaim> claims)
    {
        var instance = _scope.Create<T>(plugin, options, claims, origin);
        _all.Add(instance);
        return instance;
    }

    /// <summary>Removes an instance and disposes it.</summary>
    public ValueTask RemoveAsync(T instance) => _all.Remove(instance) ? _scope.ReleaseAsync(instance) : ValueTask.CompletedTask;
}
