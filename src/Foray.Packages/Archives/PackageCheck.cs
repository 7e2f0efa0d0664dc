using Foray.Plugins;
using Foray.Plugins.Catalog;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;

namespace Foray.Packages.Archives;

/// <summary>Whether the host would find an unpacked package. Loads none of its code.</summary>
internal static class PackageCheck
{
    /// <param name="package">What to call it in diagnostics.</param>
    /// <param name="id">Its name.</param>
    /// <param name="folder">Folder of its files.</param>
    public static void Check(string package, string id, string folder)
    {
        var assembly = Path.Combine(folder, id + ".dll");
        if (!File.Exists(assembly))
            throw NoManifest(package, $"has no 'foray/{id}.dll'");
        var catalog = CatalogBuilder.FromAssemblies([assembly], new PluginSettings());
        if (catalog.Diagnostics is [var problem, ..])
        {
            var message = problem.Message.Replace(assembly, id + ".dll", StringComparison.Ordinal);
            throw problem.Code == PluginCodes.NewerSdk
                ? new DiagnosticException(Diagnostic.Error(PackageCodes.OtherSdk, $"the package '{package}' does not fit: {message}", problem.Remedy))
                : NoManifest(package, $"cannot be used: {message}");
        }

        if (catalog.Packages is not [var found])
            throw NoManifest(package, $"has no manifest in 'foray/{id}.dll'");
        if (found.Name != id)
        {
            throw new DiagnosticException(Diagnostic.Error(PackageCodes.WrongName, $"the package '{package}' holds the plugin package '{found.Name}'",
                "ask its author to give the package, its assembly and its manifest one name"));
        }
    }

    private static DiagnosticException NoManifest(string package, string reason) => new(Diagnostic.Error(PackageCodes.NoManifest,
        $"the package '{package}' {reason}", "ask its author to build it with Foray.Sdk and to pack its publish output below 'foray/'"));
}
