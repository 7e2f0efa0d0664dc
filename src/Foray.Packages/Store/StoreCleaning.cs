using System.Text.RegularExpressions;
using Foray.Packages.Locking;
using NuGet.Versioning;

namespace Foray.Packages.Store;

/// <summary>
/// Takes back what an interrupted command left, and deletes versions that nothing leads to any more. Only names that Foray itself gives are touched.
/// Versions that were replaced stay until the next command, because a program that still runs may be reading them.
/// </summary>
internal sealed partial class StoreCleaning(PluginFolder folder, PackageStore store)
{
    public void Clean(LockFile? locked)
    {
        if (!Directory.Exists(store.Root))
            return;
        DeleteUnfinished();
        foreach (var link in new DirectoryInfo(folder.Packages).EnumerateFileSystemInfos().Where(IsUnfinishedLink).ToList())
            link.Delete();
        DeleteUnfinishedLockFiles();
        if (locked is null)
            return;
        TakeBack(locked);
        // What a link leads to is not ours, even where the link lies in our folder.
        foreach (var package in new DirectoryInfo(store.Root).EnumerateDirectories().Where(package => package.LinkTarget is null && PackageRequest.IsId(package.Name)).ToList())
            DeleteUnused(package.FullName, locked);
    }

    /// <summary>The command that was interrupted had changed links and not the lock file: the lock file holds.</summary>
    private void TakeBack(LockFile locked)
    {
        foreach (var id in store.Links())
        {
            var package = locked.Packages.FirstOrDefault(package => package.Id == id);
            if (package is null)
                store.Unlink(id);
            else if (!store.LeadsTo(package) && Directory.Exists(store.PathOf(package)))
                store.Point(package);
        }
    }

    private void DeleteUnused(string package, LockFile locked)
    {
        var id = Path.GetFileName(package);
        store.LinkOf(id, out var linked);
        var wanted = locked.Packages.Where(other => other.Id == id).Select(other => PackageStore.VersionName(other.Version, other.ContentHash)).Append(linked);
        foreach (var version in new DirectoryInfo(package).EnumerateDirectories().Where(version => IsVersion(version.Name) && !wanted.Contains(version.Name)).ToList())
            version.Delete(recursive: version.LinkTarget is null);
        if (!Directory.EnumerateFileSystemEntries(package).Any())
            Directory.Delete(package);
    }

    /// <summary>Deletes what was downloaded and unpacked, and found no place.</summary>
    public void DeleteUnfinished()
    {
        foreach (var entry in new DirectoryInfo(store.Root).EnumerateFileSystemInfos().Where(entry => UnfinishedPattern().IsMatch(entry.Name)).ToList())
        {
            if (entry is DirectoryInfo { LinkTarget: null } below)
                below.Delete(recursive: true);
            else
                entry.Delete();
        }
    }

    /// <summary>Other files that are being replaced may be aside in a project's folder: ours begin as lock files do.</summary>
    private void DeleteUnfinishedLockFiles()
    {
        foreach (var file in new DirectoryInfo(Path.GetDirectoryName(folder.LockFile)!).EnumerateFiles(".foray-*.new").Where(file => AsidePattern().IsMatch(file.Name)).ToList())
        {
            if (BeginsWith(file, LockFileWriter.Beginning))
                file.Delete();
        }
    }

    private static bool BeginsWith(FileInfo file, ReadOnlySpan<byte> beginning)
    {
        if (file.LinkTarget is not null || file.Length < beginning.Length)
            return false;
        using var stream = file.OpenRead();
        var found = new byte[beginning.Length];
        return stream.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) == found.Length && beginning.SequenceEqual(found);
    }

    private static bool IsUnfinishedLink(FileSystemInfo entry) =>
        UnfinishedLinkPattern().IsMatch(entry.Name) && entry.LinkTarget?.StartsWith(PackageStore.Name + "/", StringComparison.Ordinal) == true;

    private static bool IsVersion(string name) => VersionPattern().Match(name) is { Success: true } match && NuGetVersion.TryParse(match.Groups[1].Value, out _);

    [GeneratedRegex(@"^\.new-[0-9a-f]{32}(\.nupkg)?$")]
    private static partial Regex UnfinishedPattern();

    [GeneratedRegex(@"\.\d+\.[0-9a-f]{32}$")]
    private static partial Regex UnfinishedLinkPattern();

    [GeneratedRegex(@"^\.foray-[0-9a-f]{32}\.new$")]
    private static partial Regex AsidePattern();

    [GeneratedRegex(@"^(.+)-[0-9a-f]{8}$")]
    private static partial Regex VersionPattern();
}
