using System.CommandLine;
using Foray.Cli.Extending;
using Foray.Cli.Listing;
using Foray.Cli.Output;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Commands.Plugins;

/// <summary><c>foray plugin list</c>: what is installed, and whether it can be used.</summary>
internal static class PluginListCommand
{
    public static Command Create()
    {
        var kind = new Option<string?>("--kind") { Description = "Only plugins of this kind.", HelpName = "KIND" };
        var format = CommonOptions.Format();
        var command = new Command("list", "List the plugins, where they come from, and whether they can be used. Loads none.") { kind, format };
        command.SetAction(parsed =>
        {
            var catalog = PluginCommand.Catalog(parsed, out var settings);
            var wanted = parsed.GetValue(kind);
            var plugins = ListedPlugin.Of(catalog).Where(listed => wanted is null || listed.Plugin.Kind == wanted).ToList();
            IReadOnlyList<Diagnostic> diagnostics = [.. settings.Diagnostics, .. catalog.Diagnostics, .. SettingsCheck.Check(catalog), .. new PluginCommands(catalog).Refused];
            if (parsed.GetValue(format) == OutputFormats.Json)
                WriteJson(plugins, diagnostics);
            else
                WriteText(plugins, diagnostics);
            return ExitCode.Of(diagnostics);
        });
        return command;
    }

    private static void WriteText(List<ListedPlugin> plugins, IReadOnlyList<Diagnostic> diagnostics)
    {
        DiagnosticOutput.WriteErrors(diagnostics);
        Console.Out.Write(TextTable.Format(["KIND", "NAME", "PACKAGE", "VERSION", "STATE", "SOURCE", "REASON"],
            [.. plugins.Select(listed => (string[])[listed.Plugin.Kind, listed.Plugin.Name, listed.Plugin.Package.Name, listed.Plugin.Package.Version, listed.State, listed.Source, listed.Reason?.Message ?? ""])]));
        if (plugins.Count == 0)
            Console.Out.WriteLine("no plugin was found");
    }

    private static void WriteJson(List<ListedPlugin> plugins, IReadOnlyList<Diagnostic> diagnostics) => JsonOutput.WriteObject(writer =>
    {
        writer.WriteList("plugins", plugins, listed =>
        {
            var package = listed.Plugin.Package;
            writer.WriteStartObject();
            writer.WriteString("kind", listed.Plugin.Kind);
            writer.WriteString("name", listed.Plugin.Name);
            writer.WriteString("package", package.Name);
            writer.WriteString("version", package.Version);
            writer.WriteString("state", listed.State);
            writer.WriteString("reason", listed.Reason?.Message);
            writer.WriteString("source", listed.Source);
            writer.WriteString("path", package.AssemblyPath);
            writer.WriteEndObject();
        });
        writer.WriteDiagnostics(diagnostics);
    });
}
