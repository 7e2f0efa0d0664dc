using Foray.Plugins.Manifests;

namespace Foray.Plugins.Scopes;

/// <summary>The active set of plugins of a kind, each at most once. Ordered as the settings say, then by name.</summary>
/// <typeparam name="T">Interface of the kind.</typeparam>
public sealed class Extensions<T>
    where T : class
{
    private readonly PluginScope _scope;
    private readonly List<(PluginDescription Plugin, T Instance)> _active = [];

    internal Extensions(PluginScope scope) => _scope = scope;

    /// <summary>The active plugins, in order.</summary>
    public IReadOnlyList<T> Active => [.. _active.Select(entry => entry.Instance)];

    /// <summary>Names of the active plugins, in order.</summary>
    public IReadOnlyList<string> Names => [.. _active.Select(entry => entry.Plugin.Name)];

    /// <summary>Adds a plugin; one that is active already stays as it is.</summary>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">There is no such plugin, or it cannot be made.</exception>
    public void Add(string name)
    {
        var plugin = _scope.Find<T>(name);
        if (_active.Exists(entry => entry.Plugin == plugin))
            return;
        _active.Add((plugin, _scope.Create<T>(plugin, null, [], "extension")));
        _active.Sort(Compare);
    }

    /// <summary>Removes a plugin and disposes it; nothing happens where it is not active.</summary>
    public async ValueTask RemoveAsync(string name)
    {
        foreach (var entry in _active.Where(entry => entry.Plugin.Name == name || entry.Plugin.QualifiedName == name).ToList())
        {
            _active.Remove(entry);
            await _scope.ReleaseAsync(entry.Instance);
        }
    }

    /// <summary>Makes exactly these active: others are removed, those that are active stay.</summary>
    public async ValueTask SetActiveAsync(IEnumerable<string> names)
    {
        var wanted = names.Select(_scope.Find<T>).ToList();
        foreach (var entry in _active.Where(entry => !wanted.Contains(entry.Plugin)).ToList())
            await RemoveAsync(entry.Plugin.QualifiedName);
        foreach (var plugin in wanted)
            Add(plugin.QualifiedName);
    }

    /// <summary>Makes every installed and enabled plugin of the kind active, less some.</summary>
    public ValueTask SetAllExceptAsync(IEnumerable<string> denied)
    {
        var denyList = denied.ToHashSet(StringComparer.Ordinal);
        return SetActiveAsync(_scope.Catalog.NamesOf(PluginScope.KindOf<T>()).Where(name => !denyList.Contains(name)));
    }

    private int Compare((PluginDescription Plugin, T Instance) left, (PluginDescription Plugin, T Instance) right)
    {
        var byOrder = Rank(left.Plugin.Name).CompareTo(Rank(right.Plugin.Name));
        return byOrder != 0 ? byOrder : string.CompareOrdinal(left.Plugin.QualifiedName, right.Plugin.QualifiedName);
    }

    private int Rank(string name)
    {
        var order = _scope.Catalog.Settings.Order.GetValueOrDefault(PluginScope.KindOf<T>()) ?? [];
        for (var i = 0; i < order.Count; i++)
            if (order[i] == name)
                return i;
        return int.MaxValue;
    }
}
