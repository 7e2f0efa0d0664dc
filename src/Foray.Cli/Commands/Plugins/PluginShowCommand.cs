using System.CommandLine;
using Foray.Cli.Listing;
using Foray.Cli.Output;
using Foray.Plugins.Catalog;
using Foray.Plugins.Manifests;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Commands.Plugins;

/// <summary><c>foray plugin show</c>: what a manifest says.</summary>
internal static class PluginShowCommand
{
    private const string Markdown = "markdown";

    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "kind/name, kind/package:name, a plugin's name where only one kind has it, or a package's name." };
        var format = new Option<string>("--format")
        {
            Description = "text for people, json for one JSON document on standard output, markdown for documentation.",
            HelpName = "text|json|markdown",
            DefaultValueFactory = _ => OutputFormats.Text,
        };
        format.AcceptOnlyFromAmong(OutputFormats.Text, OutputFormats.Json, Markdown);
        var command = new Command("show", "Show what a plugin is, what it needs and which options it has, from its manifest alone.") { name, format };
        command.SetAction(parsed =>
        {
            var catalog = PluginCommand.Catalog(parsed, out _);
            var pages = Find(catalog, parsed.GetValue(name)!);
            switch (parsed.GetValue(format))
            {
                case OutputFormats.Json:
                    JsonOutput.WriteObject(writer => writer.WriteList("plugins", pages, page => page.WriteJson(writer)));
                    break;
                case Markdown:
                    Console.Out.Write(string.Join("\n", pages.Select(page => page.ToMarkdown())));
                    break;
                default:
                    Console.Out.Write(string.Join("\n", pages.Select(page => page.ToText())));
                    break;
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static List<PluginPage> Find(PluginCatalog catalog, string name)
    {
        IReadOnlyList<PluginDescription> wanted = PluginNames.FindPackages(catalog, name) is { Count: > 0 } packages
            ? [.. packages.SelectMany(package => package.Plugins)]
            : [Choose(catalog, PluginNames.FindPlugins(catalog, name), name)];
        return [.. ListedPlugin.Of(catalog).Where(listed => wanted.Contains(listed.Plugin)).Select(listed => new PluginPage(listed))];
    }

    /// <summary>One of several of a name is the one that a file would get.</summary>
    private static PluginDescription Choose(PluginCatalog catalog, IReadOnlyList<PluginDescription> plugins, string name)
    {
        if (plugins.Count < 2)
            return plugins.Count == 1 ? plugins[0] : throw PluginNames.Unknown(catalog, name);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return catalog.Find(plugins[0].Kind, name[(slash + 1)..], out var problem) ?? throw new DiagnosticException(problem!);
    }
}
