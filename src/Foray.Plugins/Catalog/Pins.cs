using Foray.Plugins.Manifests;
using Foray.Plugins.Settings;

namespace Foray.Plugins.Catalog;

/// <summary>Settles which of several plugins or packages of one name is meant. The order in which they were found never does.</summary>
internal sealed class Pins(PluginSettings settings)
{
    /// <summary>The plugins that the pins leave; all of them where no pin speaks of them.</summary>
    public List<PluginDescription> Choose(List<PluginDescription> plugins)
    {
        if (settings.Pins.Count == 0)
            return plugins;
        var left = plugins.Where(plugin => !IsPinnedAway(plugin.Package, plugins)).ToList();
        if (left.Count > 1 && settings.Pins.TryGetValue($"{left[0].Kind}/{left[0].Name}", out var pin) && left.Exists(plugin => IsMeant(plugin.Package, pin)))
            return left.FindAll(plugin => IsMeant(plugin.Package, pin));
        return left;
    }

    /// <summary>The packages that the pins leave of several that have the same contracts.</summary>
    public List<PluginPackage> Choose(List<PluginPackage> packages) =>
        packages.FindAll(package => !(settings.Pins.TryGetValue("package/" + package.Name, out var pin)
            && !IsMeant(package, pin) && packages.Exists(other => other.Name == package.Name && IsMeant(other, pin))));

    private bool IsPinnedAway(PluginPackage package, List<PluginDescription> plugins) =>
        settings.Pins.TryGetValue("package/" + package.Name, out var pin) && !IsMeant(package, pin)
        && plugins.Exists(other => other.Package.Name == package.Name && IsMeant(other.Package, pin));

    /// <summary>A pin is a package's name, its name and version (<c>Acme.Lab@1.2.0</c>), its version, or the path of its folder or assembly.</summary>
    public static bool IsMeant(PluginPackage package, string pin) =>
        pin == package.Name || pin == package.Version || pin == $"{package.Name}@{package.Version}"
        || (pin.Contains('/', StringComparison.Ordinal)
            && (Path.GetFullPath(pin) is var path && (path == package.AssemblyPath || Path.TrimEndingDirectorySeparator(path) == Path.GetDirectoryName(package.AssemblyPath))));
}
