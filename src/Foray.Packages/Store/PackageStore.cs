using Foray.Packages.Locking;
using Foray.Plugins.Trust;
using Foray.Sdk.Diagnostics;
using Foray.Storage;

namespace Foray.Packages.Store;

/// <summary>
/// The versions in <c>.store/Name/version-hash8</c> and the links to them. A version is complete before its name is there, and a link changes in one step,
/// so that whoever looks meanwhile finds the old version or the new one.
/// </summary>
internal sealed class PackageStore(PluginFolder folder)
{
    public const string Name = ".store";
    public const string NewPrefix = ".new-";

    private const int HashBytes = 4;

    public string Root { get; } = Path.Combine(folder.Packages, Name);

    /// <summary>A project that somebody cloned must not make us write elsewhere.</summary>
    public void RefuseLinks()
    {
        List<string> own = [Root];
        if (folder.Project is not null)
            own.AddRange([folder.Packages, Path.GetDirectoryName(folder.Packages)!]);
        if (own.Find(IsLink) is { } link)
            throw InTheWay(link, "is a link");
    }

    /// <summary>A name that nothing has yet.</summary>
    public string NewPath() => Path.Combine(Root, NewPrefix + Guid.NewGuid().ToString("N"));

    public static string VersionName(string version, string contentHash) =>
        $"{version}-{Convert.ToHexStringLower(Convert.FromBase64String(contentHash).AsSpan(0, HashBytes))}";

    public string PathOf(LockedPackage package) => Path.Combine(Root, package.Id, VersionName(package.Version, package.ContentHash));

    /// <summary>Whether the files of a version are there as they were unpacked.</summary>
    public bool IsIntact(LockedPackage package, CancellationToken cancellationToken)
    {
        try
        {
            return !IsLink(Path.Combine(Root, package.Id)) && !IsLink(PathOf(package))
                && FileHashes.Combine(FileHashes.Of(PathOf(package), cancellationToken: cancellationToken)) == package.FilesHash;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>What has a package's name. A link of ours leads into the store, to the package's own folder.</summary>
    public StoreLink LinkOf(string id, out string? versionName)
    {
        versionName = null;
        var path = Path.Combine(folder.Packages, id);
        if (new FileInfo(path).LinkTarget is not { } target)
            return Path.Exists(path) ? StoreLink.Foreign : StoreLink.Missing;
        if (target.Split('/') is not [Name, var package, var version] || package != id || version is "" or "." or "..")
            return StoreLink.Foreign;
        versionName = version;
        return StoreLink.Ours;
    }

    public bool LeadsTo(LockedPackage package) =>
        LinkOf(package.Id, out var version) == StoreLink.Ours && version == VersionName(package.Version, package.ContentHash);

    public void RefuseForeign(string id)
    {
        if (LinkOf(id, out _) == StoreLink.Foreign)
            throw InTheWay(Path.Combine(folder.Packages, id), "was not put there by Foray");
    }

    /// <summary>Names of our links.</summary>
    public IReadOnlyList<string> Links() => Directory.Exists(folder.Packages)
        ? [.. new DirectoryInfo(folder.Packages).EnumerateFileSystemInfos().Select(entry => entry.Name).Where(name => LinkOf(name, out _) == StoreLink.Ours)]
        : [];

    /// <summary>Gives unpacked files their place.</summary>
    public void Place(string unpacked, LockedPackage package)
    {
        var versions = Path.Combine(Root, package.Id);
        if (IsLink(versions))
            throw InTheWay(versions, "is a link");
        Directory.CreateDirectory(versions);
        var path = PathOf(package);
        if (Directory.Exists(path))
            Directory.Move(path, NewPath());
        Directory.Move(unpacked, path);
    }

    public void Point(LockedPackage package) =>
        AtomicLink.Point(Path.Combine(folder.Packages, package.Id), $"{Name}/{package.Id}/{VersionName(package.Version, package.ContentHash)}");

    public void Unlink(string id) => File.Delete(Path.Combine(folder.Packages, id));

    private static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    private static DiagnosticException InTheWay(string path, string reason) => new(Diagnostic.Error(PackageCodes.InTheWay,
        $"'{path}' {reason}, and is left as it is", "move it away, then run the command again"));
}
