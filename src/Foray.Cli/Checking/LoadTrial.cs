using Foray.Cli.Hosting;
using Foray.Cli.Output;
using Foray.Configuration.Hosting;
using Foray.Plugins;
using Foray.Plugins.Lifecycle;
using Foray.Plugins.Loading;
using Foray.Plugins.Manifests;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Options;

namespace Foray.Cli.Checking;

/// <summary>Loads a package and makes each of its plugins that needs no options. Runs in a process of its own, because it runs the package's code.</summary>
internal static class LoadTrial
{
    /// <summary>What the process says while it loads the package as a whole.</summary>
    public const string Loading = "load";

    /// <param name="assembly">The package's assembly.</param>
    /// <param name="report">Gets what happens.</param>
    /// <param name="skip">Number of plugins not to make.</param>
    /// <param name="plugins">Packages that the command line names by their paths.</param>
    public static async Task RunAsync(string assembly, LoadReport report, int skip, IReadOnlyList<string> plugins)
    {
        report.Write(Loading);
        var catalog = PackageCheck.CatalogWith(assembly, plugins);
        var package = catalog.Packages.First(package => package.AssemblyPath == assembly);
        var loader = new PluginLoader(HostServices.Of(SilentObserver.Instance));
        var faults = new HashSet<PluginDescription>();
        await using (var host = new PluginHost(catalog, loader, new OptionsChecker()))
        {
            foreach (var plugin in package.Plugins)
                if (await LoadAsync(host, plugin) is { Count: > 0 } problems && faults.Add(plugin) && skip == 0)
                    report.Write(problems);
        }

        foreach (var plugin in package.Plugins.Skip(skip))
        {
            report.Write($"{plugin.Kind}/{plugin.Name}");
            if (!faults.Contains(plugin) && Make(loader, plugin) is { } problem)
                report.Write([problem]);
        }

        report.WriteEnd();
    }

    private static async Task<IReadOnlyList<Diagnostic>> LoadAsync(PluginHost host, PluginDescription plugin)
    {
        try
        {
            await host.LoadAsync(plugin.Id);
            return [];
        }
        catch (DiagnosticException error)
        {
            // Requirements are told as warnings from the manifest.
            return [.. error.Diagnostics.Where(problem => problem.Code is not (PluginCodes.MissingRequirement or PluginCodes.WrongVersion or PluginCodes.RequirementCycle))];
        }
    }

    private static bool NeedsNothing(PluginDescription plugin)
    {
        var schema = plugin.ReadSchema();
        return schema.ExactlyOne.Count == 0 && !schema.Properties.Any(property => property.Required);
    }

    private static Diagnostic? Make(PluginLoader loader, PluginDescription plugin)
    {
        try
        {
            if (NeedsNothing(plugin))
                _ = loader.Create<object>(plugin, new MappingNode(default, []));
            return null;
        }
        catch (DiagnosticException error)
        {
            var problem = error.Diagnostics[0];
            // What the plugin refuses by itself, a file could set right.
            return problem.Code == OptionReader.Mismatch
                ? Diagnostic.Error(CliCodes.DefaultsDoNotBind, $"package '{plugin.Package.Name}': the {plugin.Kind} '{plugin.Name}' requires no option, but cannot be made without any: {problem.Message}", "give the option a default, or make it required")
                : problem.Code.StartsWith("FORAY4", StringComparison.Ordinal) ? problem : problem with { Severity = Severity.Warning };
        }
    }
}
