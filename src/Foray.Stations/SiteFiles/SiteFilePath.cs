using Foray.Sdk.Diagnostics;

namespace Foray.Stations.SiteFiles;

/// <summary>Where the site file of a station is.</summary>
internal static class SiteFilePath
{
    /// <summary>Environment variable with the folder of site files.</summary>
    public const string FolderVariable = "OCS_CONFIG_DIR";

    /// <summary>The site where none is named.</summary>
    public const string DefaultSite = "default";

    /// <summary>The path that was given, else that of the site in the folder of site files.</summary>
    /// <param name="file">Path that was given (<c>--site-file</c>); null where none was.</param>
    /// <param name="site">Name of the site (<c>--site</c>); null for <c>default</c>.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <returns>The path; null where nothing asks for a site file: no path and no site are given, and there is no <c>default.yaml</c>.</returns>
    /// <exception cref="DiagnosticException">A site is named, and no folder of site files (FORAY241).</exception>
    public static string? Find(string? file, string? site, Func<string, string?> environment)
    {
        if (file is not null)
            return file;
        if (environment(FolderVariable) is { Length: > 0 } folder)
            return Path.Combine(folder, $"{site ?? DefaultSite}.yaml") is var path && (site is not null || File.Exists(path)) ? path : null;
        return site is null
            ? null
            : throw new DiagnosticException(Diagnostic.Error(SiteCodes.NoFolder, $"nothing says where the file of the site {SiteFindings.Shown(site)} is",
                $"set {FolderVariable} to the folder of site files, or give the file with --site-file"));
    }
}
