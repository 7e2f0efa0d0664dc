using Foray.Plugins;
using Foray.Plugins.Catalog;
using Foray.Plugins.Manifests;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Listing;

/// <summary>Finds what a name on the command line means: <c>kind/name</c>, <c>kind/package:name</c>, <c>package:name</c>, a plugin's bare name, or a package's.</summary>
internal static class PluginNames
{
    /// <summary>Plugins that a name may mean, those that cannot be used too; several where packages share a name.</summary>
    /// <exception cref="DiagnosticException">A bare name is that of plugins of several kinds.</exception>
    public static IReadOnlyList<PluginDescription> FindPlugins(PluginCatalog catalog, string name)
    {
        var found = catalog.Plugins.Where(plugin => IsNamed(plugin, name)).ToList();
        var kinds = found.Select(plugin => plugin.Kind).Distinct(StringComparer.Ordinal).ToList();
        return kinds.Count < 2 ? found : throw new DiagnosticException(Diagnostic.Error(CliCodes.SeveralOfThatName,
            $"'{name}' is the name of plugins of several kinds", $"write one of: {string.Join(", ", kinds.Select(kind => $"{kind}/{name}"))}"));
    }

    /// <summary>Packages of a name; several where they were found in several places.</summary>
    public static IReadOnlyList<PluginPackage> FindPackages(PluginCatalog catalog, string name) => [.. catalog.Packages.Where(package => package.Name == name)];

    /// <summary>The diagnostic for a name that nothing has.</summary>
    public static DiagnosticException Unknown(PluginCatalog catalog, string name)
    {
        // With a kind, the catalog knows which names there are.
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && catalog.Find(name[..slash], name[(slash + 1)..], out var problem) is null)
            return new DiagnosticException(problem!);
        var known = catalog.Plugins.Select(plugin => plugin.Name).Concat(catalog.Packages.Select(package => package.Name)).Distinct(StringComparer.Ordinal);
        var remedy = Suggestions.Nearest(name, known) is { } nearest ? $"did you mean '{nearest}'? " : "";
        return new DiagnosticException(Diagnostic.Error(PluginCodes.Unknown, $"there is no plugin or package '{name}'", $"{remedy}'foray plugin list' shows what is installed"));
    }

    private static bool IsNamed(PluginDescription plugin, string name) =>
        name == plugin.Name || name == plugin.QualifiedName || name == $"{plugin.Kind}/{plugin.Name}" || name == plugin.Id;
}
