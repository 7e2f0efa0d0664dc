using System.CommandLine;
using Foray.Cli.Hosting;
using Foray.Cli.Installing;
using Foray.Cli.Output;
using Foray.Packages.Feeds;

namespace Foray.Cli.Commands.Plugins;

/// <summary><c>foray plugin search</c>: packages of plugins in feeds.</summary>
internal static class PluginSearchCommand
{
    public static Command Create()
    {
        var text = new Argument<string>("text") { Description = "Part of a name, description or tag; empty for all.", DefaultValueFactory = _ => "" };
        var command = new Command("search", "Find packages of plugins in the configured feeds.") { text };
        var options = new PackageOptions(command, hasProject: false);
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            var feeds = PackageFeeds.Open(Directory.GetCurrentDirectory(), options.Sources(parsed));
            var found = await feeds.SearchAsync(parsed.GetValue(text)!, options.IsPrerelease(parsed), cancellationToken: interruption.Token);
            if (options.IsJson(parsed))
                WriteJson(found);
            else
                WriteText(found);
            return ExitCode.Done;
        });
        return command;
    }

    private static void WriteText(PackageSearch found)
    {
        DiagnosticOutput.WriteErrors(found.Warnings);
        Console.Out.Write(TextTable.Format(["PACKAGE", "VERSION", "SOURCE", "DESCRIPTION"],
            [.. found.Packages.Select(package => (string[])[package.Id, package.Version, package.Source, package.Description.ReplaceLineEndings(" ")])]));
        if (found.Packages.Count == 0)
            Console.Out.WriteLine("no package of plugins was found");
    }

    private static void WriteJson(PackageSearch found) => JsonOutput.WriteObject(writer =>
    {
        writer.WriteList("packages", found.Packages, package =>
        {
            writer.WriteStartObject();
            writer.WriteString("package", package.Id);
            writer.WriteString("version", package.Version);
            writer.WriteString("description", package.Description);
            writer.WriteString("source", package.Source);
            writer.WriteEndObject();
        });
        writer.WriteDiagnostics(found.Warnings);
    });
}
