using System.CommandLine;
using Foray.Cli.Hosting;
using Foray.Cli.Output;
using Foray.Plugins.Catalog;
using Foray.Plugins.Settings;
using Foray.Plugins.Trust;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Commands.Plugins;

/// <summary><c>foray plugin trust</c>: lets the packages of a project run, as they are now.</summary>
internal static class PluginTrustCommand
{
    /// <summary>Enough of a hash to compare by eye.</summary>
    private const int ShownHash = 12;

    public static Command Create()
    {
        var folder = new Argument<string>("dir") { Description = "The project's folder.", DefaultValueFactory = _ => "." };
        var remove = new Option<bool>("--remove") { Description = "Trust the project no longer." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask. Required where there is no terminal." };
        var command = new Command("trust", "Let the packages in a project's .foray/plugins run, as they are now; when one of their files changes, they are trusted no longer.") { folder, remove, yes };
        command.SetAction(parsed =>
        {
            var project = Path.GetFullPath(parsed.GetValue(folder)!);
            var trust = new ProjectTrust(ProjectTrust.DefaultPath(HostServices.Name)
                ?? throw new DiagnosticException(Diagnostic.Error(TrustCodes.CannotChange, "there is no folder for the user's data", "set HOME or XDG_DATA_HOME")));
            return parsed.GetValue(remove) ? Remove(trust, project) : Trust(trust, project, parsed.GetValue(yes));
        });
        return command;
    }

    private static int Trust(ProjectTrust trust, string project, bool isConfirmed)
    {
        var seen = ProjectTrust.Look(project);
        Show(trust, project, seen);
        Confirmation.Demand("Trust these packages?", isConfirmed);
        trust.Trust(project, seen);
        Console.Out.WriteLine($"the packages of '{project}' are trusted");
        return ExitCode.Done;
    }

    private static int Remove(ProjectTrust trust, string project)
    {
        Console.Out.WriteLine(trust.Distrust(project) ? $"the packages of '{project}' are trusted no longer" : $"the packages of '{project}' were not trusted");
        return ExitCode.Done;
    }

    private static void Show(ProjectTrust trust, string project, SortedDictionary<string, string> seen)
    {
        var places = CatalogPlaces.None with { ProjectFolder = project, Trust = static _ => ProjectTrustState.Trusted };
        var catalog = CatalogBuilder.Find(places, new PluginSettings());
        if (catalog.Packages.Count == 0 && catalog.Diagnostics.Count == 0)
            throw new DiagnosticException(Diagnostic.Error(CliCodes.NothingToTrust, $"there are no packages in '{CatalogPlaces.PackagesOf(project)}'", "give the folder of a project that has some; 'foray plugin restore --project' gets those of its lock file"));
        DiagnosticOutput.WriteErrors(catalog.Diagnostics);
        foreach (var package in catalog.Packages)
        {
            Console.Out.WriteLine($"{package.Name} {package.Version}: {string.Join(", ", package.Plugins.Select(plugin => $"{plugin.Kind}/{plugin.Name}"))}");
        }

        foreach (var (file, hash) in seen)
            Console.Out.WriteLine($"  {hash[..ShownHash]}  {file}");

        var verdict = trust.Check(project, out var warning);
        if (warning is not null)
            DiagnosticOutput.WriteErrors([warning]);
        foreach (var file in verdict.ChangedFiles)
            Console.Out.WriteLine($"changed since it was trusted: {file}");
    }
}
