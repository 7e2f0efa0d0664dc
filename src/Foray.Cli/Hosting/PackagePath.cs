using Foray.Plugins.Catalog;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Hosting;

/// <summary>Packages that are named by a path.</summary>
internal static class PackagePath
{
    /// <summary>The assembly of a package: the file itself, the one named as its folder, or the only one in the folder that has a manifest.</summary>
    /// <exception cref="DiagnosticException">There is none.</exception>
    public static string AssemblyOf(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (File.Exists(full))
            return Resolve(full);
        var named = Path.Combine(full, Path.GetFileName(full) + ".dll");
        if (File.Exists(named))
            return Resolve(named);
        var found = Directory.Exists(full) ? CatalogBuilder.FromAssemblies(Directory.EnumerateFiles(full, "*.dll"), new PluginSettings()).Packages : [];
        return found switch
        {
            [var package] => Resolve(package.AssemblyPath),
            [] => throw No(path, Directory.Exists(full) ? "holds no package of plugins" : "does not exist", "give the assembly of a package, or the folder it was published to"),
            _ => throw No(path, $"holds several packages: {string.Join(", ", found.Select(package => package.Name))}", "give the assembly of one of them"),
        };
    }

    /// <summary>Installed packages are reached through a link to their version, and the catalog knows them by the version's own folder.</summary>
    private static string Resolve(string assembly)
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(assembly)!);
        return folder.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Path.Combine(target.FullName, Path.GetFileName(assembly)) : assembly;
    }

    private static DiagnosticException No(string path, string reason, string remedy) => new(Diagnostic.Error(CliCodes.NoPackage, $"'{path}' {reason}", remedy));
}
