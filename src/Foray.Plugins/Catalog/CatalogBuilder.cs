using Foray.Plugins.Manifests;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Plugins;

namespace Foray.Plugins.Catalog;

/// <summary>Finds packages in folders and files, by their manifests alone.</summary>
public static class CatalogBuilder
{
    /// <summary>Version of the Sdk in this program.</summary>
    public static readonly Version SdkVersion = typeof(PluginAttribute).Assembly.GetName().Version!;

    /// <summary>
    /// Looks in the default places: beside the program, in the user's folder (<c>$XDG_DATA_HOME/foray/plugins</c>), and in the settings' paths.
    /// A package is a folder that contains an assembly of the folder's name.
    /// </summary>
    public static PluginCatalog FromDefaultPlaces(PluginSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var diagnostics = new List<Diagnostic>();
        foreach (var path in settings.Paths.Where(path => !Directory.Exists(path)))
            diagnostics.Add(Diagnostic.Warning(PluginCodes.BadPackage, $"plugin folder '{path}' does not exist", "correct FORAY_PLUGIN_PATH or the settings file"));
        string[] folders = [Path.Combine(AppContext.BaseDirectory, "plugins"), UserFolder, .. settings.Paths];
        return Build(folders.SelectMany(PackagesIn), settings, diagnostics, CatalogCache.Load(CatalogCache.DefaultPath));
    }

    /// <summary>Takes the packages in given assembly files and in no others.</summary>
    public static PluginCatalog FromAssemblies(IEnumerable<string> assemblyPaths, PluginSettings settings) =>
        Build(assemblyPaths.Select(Path.GetFullPath), settings, [], CatalogCache.Load(null));

    /// <summary>The user's own plugin folder.</summary>
    public static string UserFolder => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } data
            ? data
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share"),
        "foray", "plugins");

    private static IEnumerable<string> PackagesIn(string folder)
    {
        if (!Directory.Exists(folder))
            return [];
        return Directory.EnumerateDirectories(folder)
            .Order(StringComparer.Ordinal)
            .Select(package => Path.Combine(package, Path.GetFileName(package) + ".dll"))
            .Where(File.Exists);
    }

    private static PluginCatalog Build(IEnumerable<string> assemblyPaths, PluginSettings settings, List<Diagnostic> diagnostics, CatalogCache cache)
    {
        var packages = new List<PluginPackage>();
        foreach (var path in assemblyPaths.Distinct(StringComparer.Ordinal))
        {
            try
            {
                if (cache.Find(path) is { } package && Accept(package, packages, diagnostics))
                    packages.Add(package);
            }
            catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
            {
                diagnostics.Add(Diagnostic.Warning(PluginCodes.BadPackage, $"package '{path}' is left out: {error.Message}", "install the package again, or remove it"));
            }
        }

        cache.Save();
        return new PluginCatalog(packages, settings, diagnostics);
    }

    private static bool Accept(PluginPackage package, List<PluginPackage> packages, List<Diagnostic> diagnostics)
    {
        if (!Version.TryParse(package.Sdk.Split('-')[0], out var sdk) || sdk.Major != SdkVersion.Major || sdk > SdkVersion)
        {
            diagnostics.Add(Diagnostic.Warning(PluginCodes.NewerSdk,
                $"package '{package.Name}' is left out: it was built with Sdk {package.Sdk}, and this Foray has {SdkVersion.ToString(3)}",
                "update Foray, or install a version of the package for this Sdk"));
            return false;
        }

        if (packages.Find(other => other.Name == package.Name) is not { } same)
            return true;
        diagnostics.Add(Diagnostic.Warning(PluginCodes.BadPackage,
            $"package '{package.Name}' in '{package.AssemblyPath}' is left out: it was found before in '{same.AssemblyPath}'", "remove one of them"));
        return false;
    }
}
