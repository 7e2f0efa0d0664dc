using Foray.Configuration.Settings;
using Foray.Plugins.Manifests;
using Foray.Plugins.Settings;

namespace Foray.Cli.Settings;

/// <summary>Which layers of the settings disable a plugin: what any of them disables stays disabled.</summary>
internal static class DisabledElsewhere
{
    /// <summary>The layers, in words.</summary>
    /// <param name="plugins">The plugins.</param>
    /// <param name="projectFolder">Folder of the project.</param>
    public static IReadOnlyList<string> LayersFor(IReadOnlyList<PluginDescription> plugins, string projectFolder)
    {
        var project = Path.Combine(projectFolder, SettingsLayers.ProjectFileName);
        var user = SettingsLayers.UserFile(Environment.GetEnvironmentVariable);
        (string Name, PluginSettings Settings)[] layers =
        [
            (SettingsLayers.DisableVariable, Load(null, name => name == SettingsLayers.DisableVariable ? Environment.GetEnvironmentVariable(name) : null)),
            ($"'{project}'", Load(projectFolder, _ => null)),
            ($"'{user}'", Load(null, name => name is "XDG_CONFIG_HOME" or "HOME" ? Environment.GetEnvironmentVariable(name) : null)),
        ];
        return [.. layers.Where(layer => plugins.Any(plugin => layer.Settings.Disable.Any(entry => IsMeant(entry, plugin)))).Select(layer => layer.Name)];
    }

    /// <summary>Whether an entry of the list disables a plugin.</summary>
    public static bool IsMeant(string entry, PluginDescription plugin) =>
        entry == plugin.Name || entry == plugin.Package.Name || entry == plugin.QualifiedName || entry == $"{plugin.Kind}/{plugin.Name}" || entry == plugin.Id;

    private static PluginSettings Load(string? projectFolder, Func<string, string?> environment) => SettingsLayers.Load(projectFolder, null, environment).Plugins;
}
