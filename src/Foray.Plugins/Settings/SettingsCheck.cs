using Foray.Plugins.Catalog;
using Foray.Plugins.Manifests;
using Foray.Sdk.Diagnostics;

namespace Foray.Plugins.Settings;

/// <summary>Finds settings that speak of plugins or packages that are not there: most often a name that is spelled wrong.</summary>
public static class SettingsCheck
{
    /// <summary>A warning for each entry of the settings that matches nothing.</summary>
    public static IReadOnlyList<Diagnostic> Check(PluginCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var settings = catalog.Settings;
        return
        [
            .. settings.Disable.Where(entry => !catalog.Plugins.Any(plugin => IsNamed(plugin, entry)))
                .Select(entry => Unmatched("disable", entry, catalog.Plugins.SelectMany(NamesOf))),
            .. settings.Pins.Where(pin => !IsPinOfSomething(pin.Key, pin.Value, catalog))
                .Select(pin => Unmatched("pins", $"{pin.Key}: {pin.Value}", [])),
            .. Lists("order", settings.Order, catalog),
            .. Lists("active", settings.Active, catalog),
            .. settings.Drivers.Where(driver => !IsOfKind(driver.Key, driver.Value, catalog))
                .Select(driver => Unmatched("drivers", $"{driver.Key}: {driver.Value}", NamesOfKind(driver.Key, catalog))),
        ];
    }

    private static IEnumerable<Diagnostic> Lists(string setting, IReadOnlyDictionary<string, IReadOnlyList<string>> lists, PluginCatalog catalog) =>
        from list in lists
        from name in list.Value
        where !IsOfKind(list.Key, name, catalog)
        select Unmatched(setting, $"{list.Key}: {name}", NamesOfKind(list.Key, catalog));

    private static bool IsOfKind(string kind, string name, PluginCatalog catalog) => catalog.OfKind(kind).Any(plugin => IsNamed(plugin, name));

    private static bool IsNamed(PluginDescription plugin, string entry) => NamesOf(plugin).Contains(entry, StringComparer.Ordinal);

    private static IEnumerable<string> NamesOf(PluginDescription plugin) =>
        [plugin.Name, $"{plugin.Kind}/{plugin.Name}", plugin.QualifiedName, plugin.Id, plugin.Package.Name];

    private static IEnumerable<string> NamesOfKind(string kind, PluginCatalog catalog) => catalog.OfKind(kind).Select(plugin => $"{kind}: {plugin.Name}");

    private static bool IsPinOfSomething(string key, string pin, PluginCatalog catalog) => key.StartsWith("package/", StringComparison.Ordinal)
        ? catalog.Packages.Any(package => "package/" + package.Name == key && Pins.IsMeant(package, pin))
        : catalog.Plugins.Any(plugin => $"{plugin.Kind}/{plugin.Name}" == key && Pins.IsMeant(plugin.Package, pin));

    private static Diagnostic Unmatched(string setting, string entry, IEnumerable<string> candidates) => Diagnostic.Warning(PluginCodes.UnmatchedSetting,
        $"'{setting}' in the settings has '{entry}', and nothing of that name is installed",
        Suggestions.Nearest(entry, candidates) is { } nearest ? $"did you mean '{nearest}'?" : "correct the name, or take it out");
}
