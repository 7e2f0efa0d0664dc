using Foray.Plugins.Manifests;

namespace Foray.Plugins.Settings;

/// <summary>The order of plugins of a kind: first as the settings order them, then by name and package.</summary>
/// <param name="settings">The settings.</param>
public sealed class PluginOrder(PluginSettings settings) : IComparer<PluginDescription>
{
    /// <inheritdoc/>
    public int Compare(PluginDescription? x, PluginDescription? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var byOrder = Rank(x).CompareTo(Rank(y));
        var byName = string.CompareOrdinal(x.Name, y.Name);
        return byOrder != 0 ? byOrder : byName != 0 ? byName : string.CompareOrdinal(x.QualifiedName, y.QualifiedName);
    }

    /// <summary>True where a name in a list of the settings means a plugin: <c>name</c>, <c>package:name</c>, <c>kind/name</c> or <c>kind/package:name</c>.</summary>
    internal static bool IsNamed(PluginDescription plugin, string name) =>
        name == plugin.Name || name == plugin.QualifiedName || name == $"{plugin.Kind}/{plugin.Name}" || name == plugin.Id;

    private int Rank(PluginDescription plugin)
    {
        var order = settings.Order.GetValueOrDefault(plugin.Kind) ?? [];
        for (var i = 0; i < order.Count; i++)
            if (IsNamed(plugin, order[i]))
                return i;
        return int.MaxValue;
    }
}
