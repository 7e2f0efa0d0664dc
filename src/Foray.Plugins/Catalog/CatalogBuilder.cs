using Foray.Plugins.Manifests;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Plugins;

namespace Foray.Plugins.Catalog;

/// <summary>Finds packages in folders and files, by their manifests alone.</summary>
public sealed class CatalogBuilder
{
    /// <summary>Version of the Sdk in this program.</summary>
    public static readonly Version SdkVersion = typeof(PluginAttribute).Assembly.GetName().Version!;

    private readonly PluginSettings _settings;
    private readonly CatalogCache _cache;
    private readonly List<PluginPackage> _packages = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    private CatalogBuilder(PluginSettings settings, string? cacheFile) => (_settings, _cache) = (settings, CatalogCache.Load(cacheFile));

    /// <summary>Looks in the given places, and in the folders that the settings name.</summary>
    public static PluginCatalog Find(CatalogPlaces places, PluginSettings settings)
    {
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(settings);
        var builder = new CatalogBuilder(settings, places.CacheFile);
        builder.AddFolder(places.ProgramFolder, PackageSource.Program);
        builder.AddFolder(places.UserFolder, PackageSource.User);
        if (places.ProjectFolder is { } project)
            builder.AddProject(project, places.Trust);
        foreach (var folder in new HashSet<string>([.. settings.Paths, .. places.Folders], StringComparer.Ordinal))
            builder.AddPath(folder);
        foreach (var file in places.Files)
            builder.Add(new FileInfo(file), PackageSource.Explicit, null);
        return builder.Build();
    }

    /// <summary>Takes the packages in given assembly files and in no others.</summary>
    public static PluginCatalog FromAssemblies(IEnumerable<string> assemblyPaths, PluginSettings settings) =>
        Find(CatalogPlaces.None with { Files = [.. assemblyPaths] }, settings);

    private PluginCatalog Build()
    {
        _cache.Save();
        return new PluginCatalog(_packages, _settings, _diagnostics);
    }

    private void AddPath(string folder)
    {
        if (Directory.Exists(folder))
            AddFolder(folder, PackageSource.Path);
        else
            _diagnostics.Add(Diagnostic.Warning(PluginCodes.BadPackage, $"plugin folder '{folder}' does not exist", "correct FORAY_PLUGIN_PATH or the settings file"));
    }

    /// <summary>A project that somebody cloned must not bring code along that runs because they checked it.</summary>
    private void AddProject(string project, Func<string, ProjectTrustState> trust)
    {
        var folder = CatalogPlaces.PackagesOf(project);
        if (!Directory.Exists(folder))
            return;
        var blocked = trust(project) switch
        {
            ProjectTrustState.Trusted => null,
            ProjectTrustState.Changed => Diagnostic.Error(PluginCodes.Untrusted, $"the packages of the project '{project}' have changed since they were trusted",
                "look at what changed, and run 'foray plugin trust' again"),
            _ => Diagnostic.Error(PluginCodes.Untrusted, $"the packages of the project '{project}' are not trusted",
                "run 'foray plugin trust' in the project's folder if you trust who made them"),
        };
        AddFolder(folder, PackageSource.Project, blocked);
    }

    private void AddFolder(string? folder, PackageSource source, Diagnostic? blocked = null)
    {
        if (folder is null || !Directory.Exists(folder))
            return;
        foreach (var package in EntriesOf(folder))
        {
            if (package.Name[0] == '.')
                continue;
            var link = package.LinkTarget;
            if (package is FileInfo && link is null)
                continue;
            // Installed packages are links to their version: the version's own path tells one from another where size and time are equal.
            var assembly = new FileInfo(Path.Combine(link is null ? package.FullName : Path.GetFullPath(link, folder), package.Name + ".dll"));
            if (assembly.Exists)
                Add(assembly, source, blocked);
            else if (link is not null)
                TellBrokenLink(package);
        }
    }

    /// <summary>What lies in a folder, links to nothing too, by name.</summary>
    private List<FileSystemInfo> EntriesOf(string folder)
    {
        try
        {
            var entries = new List<FileSystemInfo>(new DirectoryInfo(folder).EnumerateFileSystemInfos());
            entries.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
            return entries;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _diagnostics.Add(Diagnostic.Warning(PluginCodes.BadPackage, $"the packages in '{folder}' are left out: {error.Message}", "make the folder readable"));
            return [];
        }
    }

    private void TellBrokenLink(FileSystemInfo package)
    {
        try
        {
            if (package.ResolveLinkTarget(returnFinalTarget: true) is { } target && !Path.Exists(target.FullName))
                LeaveOut(package, $"it is a link to '{target.FullName}', which does not exist");
        }
        catch (IOException error)
        {
            LeaveOut(package, error.Message);
        }
    }

    private void LeaveOut(FileSystemInfo package, string reason) => _diagnostics.Add(
        Diagnostic.Warning(PluginCodes.BadPackage, $"package '{package.FullName}' is left out: {reason}", "install the package again, or remove the link"));

    private void Add(FileInfo assembly, PackageSource source, Diagnostic? blocked)
    {
        if (!_seen.Add(assembly.FullName))
            return;
        try
        {
            if (_cache.Find(assembly) is not { } package)
            {
                // In a folder there may be other things than packages; a file that is named is meant to be one.
                if (source is PackageSource.Explicit)
                    _diagnostics.Add(Diagnostic.Error(PluginCodes.BadPackage, $"'{assembly.FullName}' is no package: it has no manifest of plugins", "build it with Foray.Sdk"));
                return;
            }

            if (!Accept(package, source))
                return;
            (package.Source, package.Blocked) = (source, blocked);
            _packages.Add(package);
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            var problem = Diagnostic.Warning(PluginCodes.BadPackage, $"package '{assembly.FullName}' is left out: {error.Message}", "install the package again, or remove it");
            _diagnostics.Add(problem with { Severity = SeverityOf(source) });
        }
    }

    private bool Accept(PluginPackage package, PackageSource source)
    {
        if (Version.TryParse(package.Sdk.Split('-')[0], out var sdk) && sdk.Major == SdkVersion.Major && sdk <= SdkVersion)
            return true;
        _diagnostics.Add(Diagnostic.Warning(PluginCodes.NewerSdk,
            $"package '{package.Name}' is left out: it was built with Sdk {package.Sdk}, and this program has {SdkVersion.ToString(3)}",
            "update the program, or install a version of the package for this Sdk") with
        { Severity = SeverityOf(source) });
        return false;
    }

    /// <summary>One of many packages that is missing is a nuisance; one that somebody named is a mistake.</summary>
    private static Severity SeverityOf(PackageSource source) => source is PackageSource.Explicit ? Severity.Error : Severity.Warning;
}
