using System.CommandLine;
using Foray.Cli.Listing;
using Foray.Cli.Output;
using Foray.Cli.Settings;
using Foray.Configuration.Settings;
using Foray.Plugins.Catalog;
using Foray.Plugins.Manifests;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Commands.Plugins;

/// <summary><c>foray plugin enable</c> and <c>disable</c>: one entry in a settings file.</summary>
internal static class PluginSwitchCommands
{
    /// <summary>What is switched.</summary>
    /// <param name="Entry">How the settings name it.</param>
    /// <param name="Plugins">The plugins that it is.</param>
    private sealed record Target(string Entry, IReadOnlyList<PluginDescription> Plugins);

    public static Command CreateDisable() => Create("disable", "Never load a plugin, whichever file names it.", Disable);

    public static Command CreateEnable() => Create("enable", "Take a plugin out of the list of those that are never loaded.", Enable);

    private static Command Create(string word, string description, Func<Target, string, string, int> change)
    {
        var name = new Argument<string>("name") { Description = "kind/name, kind/package:name, a plugin's name where only one kind has it, or a package's name." };
        var project = new Option<bool>("--project") { Description = $"Change '{SettingsLayers.ProjectFileName}' in this folder instead of the user's settings." };
        var command = new Command(word, description) { name, project };
        command.SetAction(parsed =>
        {
            var folder = Directory.GetCurrentDirectory();
            var file = parsed.GetValue(project) ? Path.Combine(folder, SettingsLayers.ProjectFileName) : UserFile();
            return change(Find(PluginCommand.Catalog(parsed, out _), parsed.GetValue(name)!), file, folder);
        });
        return command;
    }

    private static int Disable(Target target, string file, string folder)
    {
        Console.Out.WriteLine(new DisableList(file).Add(target.Entry) ? $"'{target.Entry}' is disabled in '{file}'" : $"'{target.Entry}' was disabled in '{file}' already");
        return ExitCode.Done;
    }

    private static int Enable(Target target, string file, string folder)
    {
        var list = new DisableList(file);
        var entries = list.Read().Where(entry => entry == target.Entry || target.Plugins.Any(plugin => DisabledElsewhere.IsMeant(entry, plugin))).ToList();
        // An entry for a whole package, or for a name of several kinds, would enable more than was asked for.
        if (target.Plugins.Count == 1 && entries.Find(entry => entry == target.Plugins[0].Package.Name && target.Plugins[0].Package.Plugins.Count > 1) is { } wide)
            throw new DiagnosticException(Diagnostic.Error(CliCodes.DisabledWithOthers, $"'{file}' disables the whole package '{wide}'", $"enable all of it with 'foray plugin enable {wide}', then disable the others"));
        list.Remove(entries);
        Console.Out.WriteLine(entries.Count > 0 ? $"'{target.Entry}' is enabled in '{file}'" : $"'{target.Entry}' was not disabled in '{file}'");
        if (DisabledElsewhere.LayersFor(target.Plugins, folder) is { Count: > 0 } layers)
            Console.Out.WriteLine($"'{target.Entry}' is still disabled by {string.Join(" and ", layers)}");
        return ExitCode.Done;
    }

    private static Target Find(PluginCatalog catalog, string name)
    {
        if (PluginNames.FindPackages(catalog, name) is { Count: > 0 } packages)
            return new Target(name, [.. packages.SelectMany(package => package.Plugins)]);
        var plugins = PluginNames.FindPlugins(catalog, name);
        if (plugins.Count == 0)
            throw PluginNames.Unknown(catalog, name);
        return new Target(name == plugins[0].Name ? $"{plugins[0].Kind}/{name}" : name, plugins);
    }

    private static string UserFile() => SettingsLayers.UserFile(Environment.GetEnvironmentVariable)
        ?? throw new DiagnosticException(Diagnostic.Error(CliCodes.CannotEditSettings, "there is no folder for the user's settings", "set HOME or XDG_CONFIG_HOME"));
}
