using Foray.Plugins.Catalog;
using Foray.Sdk.Diagnostics;

namespace Foray.Packages;

/// <summary>Where packages are installed, and the file that locks their versions.</summary>
/// <param name="Packages">Folder of the packages.</param>
/// <param name="LockFile">The lock file.</param>
/// <param name="Project">Folder of the project that they belong to; null for the user's.</param>
public sealed record PluginFolder(string Packages, string LockFile, string? Project)
{
    private const string LockFileName = "foray.lock.json";

    /// <summary>The user's packages: <c>$XDG_DATA_HOME/foray/plugins</c> (default <c>~/.local/share</c>), the lock file among them.</summary>
    /// <exception cref="DiagnosticException">There is no home folder (FORAY334).</exception>
    public static PluginFolder OfUser() =>
        CatalogPlaces.Of("foray").UserFolder is { } packages
            ? new PluginFolder(packages, Path.Combine(packages, LockFileName), null)
            : throw new DiagnosticException(Diagnostic.Error(PackageCodes.DiskFailed, "there is no folder for the user's packages", "set HOME or XDG_DATA_HOME"));

    /// <summary>A project's packages: <c>.foray/plugins</c>, the lock file beside the project's own files.</summary>
    public static PluginFolder OfProject(string projectFolder)
    {
        var project = Path.GetFullPath(projectFolder);
        return new PluginFolder(CatalogPlaces.PackagesOf(project), Path.Combine(project, LockFileName), project);
    }
}
