using System.CommandLine;
using Foray.Cli.Hosting;
using Foray.Configuration.Settings;
using Foray.Plugins.Catalog;

namespace Foray.Cli.Commands.Plugins;

/// <summary><c>foray plugin</c>: what can be done with plugins and their packages.</summary>
internal static class PluginCommand
{
    public const string Name = "plugin";

    public static Command Create() => new(Name, "List, check, install and switch plugins.")
    {
        PluginListCommand.Create(),
        PluginShowCommand.Create(),
        PluginCheckCommand.Create(),
        PluginSwitchCommands.CreateEnable(),
        PluginSwitchCommands.CreateDisable(),
        PluginTrustCommand.Create(),
        PluginInstallCommand.Create(),
        PluginUpdateCommand.Create(),
        PluginRemoveCommand.Create(),
        PluginRestoreCommand.Create(),
        PluginSearchCommand.Create(),
        PluginNewCommand.Create(),
    };

    /// <summary>The plugins that are found from the current folder.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">A settings file is wrong, or a path leads to no package.</exception>
    public static PluginCatalog Catalog(ParseResult parsed, out LoadedSettings settings)
    {
        var folder = Directory.GetCurrentDirectory();
        settings = HostServices.SettingsOf(folder);
        return HostServices.CatalogOf(folder, settings.Plugins, CommonOptions.PluginsOf(parsed));
    }
}
