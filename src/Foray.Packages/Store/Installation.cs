using Foray.Packages.Archives;
using Foray.Packages.Feeds;
using Foray.Packages.Locking;
using Foray.Packages.Resolving;
using Foray.Plugins.Trust;

namespace Foray.Packages.Store;

/// <summary>One command's work on the folder: everything is unpacked and checked aside, then takes its place, then the lock file says so.</summary>
internal sealed class Installation(PluginFolder folder, PackageStore store, PackageFeeds feeds, IProgress<PackageProgress>? progress, Action<string> atStep)
{
    public PackageFetcher Fetcher { get; } = new(feeds, store, step => progress?.Report(step), atStep);

    /// <summary>Makes the folder hold exactly these packages.</summary>
    public async Task<IReadOnlyList<PackageChange>> Install(LockFile? former, IReadOnlyList<Resolution> packages, CancellationToken cancellationToken)
    {
        foreach (var package in packages)
            store.RefuseForeign(package.Id);
        var prepared = new List<Preparation>();
        foreach (var package in packages)
            prepared.Add(await Prepare(former?.Find(package.Id), package, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var (package, unpacked, _) in prepared)
        {
            if (unpacked is not null)
                store.Place(unpacked, package);
        }

        atStep("placed");
        return Commit(former, prepared);
    }

    /// <summary>Makes the folder hold these of the former packages, as they are.</summary>
    public IReadOnlyList<PackageChange> Keep(LockFile former, IReadOnlyList<LockedPackage> packages)
    {
        Save(former, new LockFile(packages));
        return Report(former, [.. packages.Select(package => new Preparation(package, null, PackageOutcome.Unchanged))]);
    }

    private List<PackageChange> Commit(LockFile? former, List<Preparation> prepared)
    {
        foreach (var (package, _, outcome) in prepared.Where(preparation => !store.LeadsTo(preparation.Package)))
        {
            store.Point(package);
            atStep("linked");
        }

        Save(former, new LockFile(prepared.Select(preparation => preparation.Package)));
        return Report(former, prepared);
    }

    private void Save(LockFile? former, LockFile now)
    {
        if (former is null || !LockFileWriter.Write(former).AsSpan().SequenceEqual(LockFileWriter.Write(now)))
            now.Save(folder.LockFile);
        atStep("locked");
        var names = now.Packages.Select(package => package.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var id in store.Links().Where(id => !names.Contains(id)))
            store.Unlink(id);
        atStep("unlinked");
    }

    private async Task<Preparation> Prepare(LockedPackage? former, Resolution package, CancellationToken cancellationToken)
    {
        if (former is not null && former.Exact == package.Version && former.Id == package.Id)
        {
            var same = former with { IsDirect = package.Wish is not null, Range = package.Wish?.WrittenRange, RequiredBy = package.RequiredBy };
            if (store.IsIntact(former, cancellationToken))
                return new Preparation(same, null, store.LeadsTo(former) ? PackageOutcome.Unchanged : PackageOutcome.Restored);
            var (unpacked, hash) = Unpack(package, await Fetcher.FetchLocked(former, cancellationToken), cancellationToken);
            return hash == former.FilesHash
                ? new Preparation(same, unpacked, PackageOutcome.Restored)
                : throw ArchiveErrors.WrongHash(PackageFetcher.Shown(package.Id, package.Version), former.FilesHash, hash, former.Source);
        }

        var fetched = await Fetcher.Fetch(package.Id, package.Version, cancellationToken);
        var (files, filesHash) = Unpack(package, fetched, cancellationToken);
        var locked = new LockedPackage(package.Id, package.Version.ToNormalizedString(), fetched.Facts.ContentHash, filesHash, fetched.Source,
            package.Wish is not null, package.Wish?.WrittenRange, package.RequiredBy);
        return new Preparation(locked, files, former is null ? PackageOutcome.Installed : PackageOutcome.Updated);
    }

    private (string Folder, string FilesHash) Unpack(Resolution package, FetchedPackage fetched, CancellationToken cancellationToken)
    {
        var shown = PackageFetcher.Shown(package.Id, package.Version);
        progress?.Report(new PackageProgress(PackageStage.Extracting, package.Id, package.Version.ToNormalizedString(), 0));
        var unpacked = store.NewPath();
        new ArchiveExtractor(shown, ArchiveLimits.Default).Extract(fetched.Path, unpacked, cancellationToken);
        PackageCheck.Check(shown, package.Id, unpacked);
        File.Delete(fetched.Path);
        atStep("unpacked");
        return (unpacked, FileHashes.Combine(FileHashes.Of(unpacked, cancellationToken: cancellationToken)));
    }

    private List<PackageChange> Report(LockFile? former, IReadOnlyList<Preparation> prepared)
    {
        var changes = prepared.Select(preparation => new PackageChange(preparation.Package.Id, preparation.Outcome, preparation.Package.Version,
            former?.Find(preparation.Package.Id)?.Version, preparation.Package.IsDirect));
        var removed = (former?.Packages ?? []).Where(package => !prepared.Any(preparation => preparation.Package.Id.Equals(package.Id, StringComparison.OrdinalIgnoreCase)))
            .Select(package => new PackageChange(package.Id, PackageOutcome.Removed, null, package.Version, package.IsDirect));
        var all = changes.Concat(removed).OrderBy(change => change.Id, StringComparer.Ordinal).ToList();
        foreach (var change in all)
            progress?.Report(new PackageProgress(PackageStage.Done, change.Id, change.Version, 0));
        return all;
    }

    /// <param name="Package">As the lock file will hold it.</param>
    /// <param name="Unpacked">Its files, to be given their place; null where they have it.</param>
    /// <param name="Outcome">What will have become of it.</param>
    private sealed record Preparation(LockedPackage Package, string? Unpacked, PackageOutcome Outcome);
}
