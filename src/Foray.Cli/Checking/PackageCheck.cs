using Foray.Cli.Hosting;
using Foray.Packages;
using Foray.Plugins;
using Foray.Plugins.Catalog;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Checking;

/// <summary>Every breach of the contract between a package and its host.</summary>
/// <param name="plugins">Packages that the command line names by their paths.</param>
/// <param name="patience">How long loading may take.</param>
internal sealed class PackageCheck(IReadOnlyList<string> plugins, TimeSpan patience)
{
    /// <summary>Checks a nupkg: its form, and what it unpacks to.</summary>
    public async Task<IReadOnlyList<Diagnostic>> CheckFileAsync(string nupkg, CancellationToken cancellationToken)
    {
        var temporary = Directory.CreateTempSubdirectory("foray-check-").FullName;
        try
        {
            var file = PackageFile.Read(nupkg);
            var problems = new List<Diagnostic>();
            if (!file.IsPlugin)
                problems.Add(Diagnostic.Error(CliCodes.PackageType, $"the package '{file.Id} {file.Version}' has not the package type ForayPlugin", "pack it with Foray.Sdk, which sets the type"));
            var folder = Path.Combine(temporary, file.Id);
            file.Unpack(folder);
            var assembly = Path.Combine(folder, file.Id + ".dll");
            if (!File.Exists(assembly))
                return [.. problems, Diagnostic.Error(PackageCodes.NoManifest, $"the package '{file.Id} {file.Version}' has no 'foray/{file.Id}.dll'", "give the package, its assembly and its manifest one name, and pack the publish output below 'foray/'")];
            return [.. problems, .. await CheckAssemblyAsync(assembly, cancellationToken)];
        }
        catch (DiagnosticException error)
        {
            return error.Diagnostics;
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    /// <summary>Checks a package that lies in its folder.</summary>
    public async Task<IReadOnlyList<Diagnostic>> CheckAssemblyAsync(string assembly, CancellationToken cancellationToken)
    {
        var alone = CatalogBuilder.FromAssemblies([assembly], new PluginSettings());
        if (alone.Packages.Count == 0)
        {
            return alone.Diagnostics.Count > 0
                ? [.. alone.Diagnostics.Select(problem => problem with { Severity = Severity.Error })]
                : [Diagnostic.Error(PluginCodes.BadPackage, $"'{assembly}' has no manifest of plugins", "build it with Foray.Sdk")];
        }

        var catalog = CatalogWith(assembly, plugins);
        var package = catalog.Packages.First(package => package.AssemblyPath == assembly);
        var problems = new List<Diagnostic>();
        using (var types = new TypeReader(assembly))
        {
            problems.AddRange(new ManifestCheck(package, catalog).Run(types));
            problems.AddRange(new ContentCheck(package, catalog).Run(types));
        }

        if (package.Blocked is { } blocked)
            return [.. problems, blocked];
        // What metadata has told is not told again.
        var told = package.Plugins.Select(plugin => $"{plugin.Kind} '{plugin.Name}'").Where(name => problems.Exists(problem => IsFalse(problem, name))).ToList();
        var found = await new LoadProcess(assembly, package.Name, plugins, patience).RunAsync(cancellationToken);
        problems.AddRange(found.Where(problem => !told.Exists(name => IsFalse(problem, name))));
        return [.. problems.DistinctBy(problem => (problem.Code, problem.Message))];
    }

    private static bool IsFalse(Diagnostic problem, string plugin) => problem.Code == PluginCodes.FalseManifest && problem.Message.Contains(plugin, StringComparison.Ordinal);

    /// <summary>The installed packages with the one to check, which is the one meant where another has its name. Nothing is disabled.</summary>
    public static PluginCatalog CatalogWith(string assembly, IReadOnlyList<string> plugins)
    {
        var folder = Directory.GetCurrentDirectory();
        var settings = HostServices.SettingsOf(folder).Plugins;
        var pins = new Dictionary<string, string>(settings.Pins, StringComparer.Ordinal) { ["package/" + Path.GetFileNameWithoutExtension(assembly)] = assembly };
        return HostServices.CatalogOf(folder, settings with { Disable = [], Pins = pins }, [.. plugins, assembly]);
    }
}
