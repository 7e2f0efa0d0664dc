using Foray.Plugins.Manifests;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;

namespace Foray.Plugins.Catalog;

/// <summary>The plugins that were found. Knows them from their manifests; loads nothing.</summary>
public sealed class PluginCatalog
{
    private readonly PluginSettings _settings;

    internal PluginCatalog(IReadOnlyList<PluginPackage> packages, PluginSettings settings, IReadOnlyList<Diagnostic> diagnostics)
    {
        _settings = settings;
        Packages = packages;
        Diagnostics = diagnostics;
        Plugins = [.. packages.SelectMany(package => package.Plugins)
            .OrderBy(plugin => plugin.Kind, StringComparer.Ordinal)
            .ThenBy(plugin => plugin.Name, StringComparer.Ordinal)
            .ThenBy(plugin => plugin.Package.Name, StringComparer.Ordinal)];
    }

    /// <summary>The packages, in the order in which they were found.</summary>
    public IReadOnlyList<PluginPackage> Packages { get; }

    /// <summary>All plugins, disabled ones too, by kind, name and package.</summary>
    public IReadOnlyList<PluginDescription> Plugins { get; }

    /// <summary>What was wrong with packages that could not be read. Everything else works all the same.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Settings the catalog was made with.</summary>
    public PluginSettings Settings => _settings;

    /// <summary>True where the settings disable a plugin.</summary>
    public bool IsDisabled(PluginDescription plugin) =>
        _settings.Disable.Any(entry => entry == plugin.Name || entry == plugin.QualifiedName || entry == $"{plugin.Kind}/{plugin.Name}");

    /// <summary>Names of the enabled plugins of a kind, in alphabetical order.</summary>
    public IReadOnlyList<string> NamesOf(string kind) =>
        [.. Plugins.Where(plugin => plugin.Kind == kind && !IsDisabled(plugin)).Select(plugin => plugin.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>Finds a plugin by kind and <c>name</c> or <c>package:name</c>.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="name">The name.</param>
    /// <param name="problem">Why there is none to use: unknown, disabled, or ambiguous. The place is left to the caller.</param>
    public PluginDescription? Find(string kind, string name, out Diagnostic? problem)
    {
        problem = null;
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var candidates = Plugins.Where(plugin =>
            plugin.Kind == kind && plugin.Name == name[(colon + 1)..] && (colon < 0 || plugin.Package.Name == name[..colon])).ToList();
        var enabled = candidates.Where(plugin => !IsDisabled(plugin)).ToList();
        if (enabled.Count > 1 && _settings.Pins.TryGetValue($"{kind}/{name}", out var pinned) && enabled.Find(plugin => plugin.Package.Name == pinned) is { } chosen)
            return chosen;
        if (enabled.Count == 1)
            return enabled[0];
        problem = enabled.Count > 1 ? Ambiguous(kind, name, enabled) : candidates.Count > 0 ? Disabled(kind, name) : Unknown(kind, name);
        return null;
    }

    private static Diagnostic Ambiguous(string kind, string name, List<PluginDescription> plugins) =>
        Diagnostic.Error(PluginCodes.Ambiguous,
            $"the {kind} '{name}' is in several packages: {string.Join(", ", plugins.Select(plugin => plugin.Package.Name))}",
            $"write '{plugins[0].QualifiedName}', or pin '{kind}/{name}' to one package in the settings");

    private static Diagnostic Disabled(string kind, string name) =>
        Diagnostic.Error(PluginCodes.Disabled, $"the {kind} '{name}' is disabled in the settings", "take it from 'disable' in the settings file");

    private Diagnostic Unknown(string kind, string name)
    {
        var names = NamesOf(kind);
        var nearest = Suggestions.Nearest(name, names);
        var installed = names.Count == 0 ? "none is installed" : $"installed: {string.Join(", ", names)}";
        var remedy = nearest is null ? "" : $"did you mean '{nearest}'? ";
        return Diagnostic.Error(PluginCodes.Unknown, $"there is no {kind} '{name}'",
            $"{remedy}{installed}; put another package into a folder of FORAY_PLUGIN_PATH or into the user's plugin folder");
    }
}
