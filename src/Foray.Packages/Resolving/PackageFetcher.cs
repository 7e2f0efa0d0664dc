using Foray.Packages.Archives;
using Foray.Packages.Feeds;
using Foray.Packages.Locking;
using Foray.Packages.Store;
using Foray.Sdk.Diagnostics;
using NuGet.Versioning;

namespace Foray.Packages.Resolving;

/// <summary>Asks feeds for versions and packages, each once.</summary>
internal sealed class PackageFetcher(PackageFeeds feeds, PackageStore store, Action<PackageProgress> progress, Action<string> atStep)
{
    private readonly Dictionary<string, IReadOnlyList<(Feed Feed, IReadOnlyList<NuGetVersion> Versions)>> _offers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, IReadOnlySet<NuGetVersion>> _unlisted = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Id, NuGetVersion Version), FetchedPackage> _fetched = [];

    /// <summary>All versions of a package in all feeds that may have it, each from the first that has it; lowest first.</summary>
    /// <exception cref="DiagnosticException">No feed has the package (FORAY161), or one cannot be asked: what it has might be the one to take.</exception>
    public async Task<IReadOnlyList<NuGetVersion>> Versions(string id, CancellationToken cancellationToken)
    {
        if (!_offers.TryGetValue(id, out var offers))
        {
            progress(new PackageProgress(PackageStage.Resolving, id, null, 0));
            _offers[id] = offers = await Task.WhenAll(feeds.For(id).Select(async feed => (feed, await feed.Versions(id, cancellationToken))));
        }

        var versions = offers.SelectMany(offer => offer.Versions).Distinct().Order().ToList();
        return versions.Count > 0 ? versions : throw Unknown(id);
    }

    /// <summary>The versions that <see cref="Versions"/> told and no feed lists.</summary>
    /// <exception cref="DiagnosticException">A feed cannot be asked.</exception>
    public async Task<IReadOnlySet<NuGetVersion>> Unlisted(string id, CancellationToken cancellationToken)
    {
        if (_unlisted.TryGetValue(id, out var known))
            return known;
        var offers = _offers[id].Where(offer => offer.Versions.Count > 0).ToList();
        var listed = await Task.WhenAll(offers.Select(async offer => offer.Versions.Except(await offer.Feed.Unlisted(id, cancellationToken))));
        return _unlisted[id] = offers.SelectMany(offer => offer.Versions).Except(listed.SelectMany(versions => versions)).ToHashSet();
    }

    /// <summary>The package of a version that <see cref="Versions"/> told.</summary>
    public async Task<FetchedPackage> Fetch(string id, NuGetVersion version, CancellationToken cancellationToken)
    {
        if (_fetched.TryGetValue((id.ToUpperInvariant(), version), out var known))
            return known;
        var feed = _offers[id].First(offer => offer.Versions.Contains(version)).Feed;
        var fetched = await TryDownload(feed, id, version, cancellationToken)
            ?? throw new DiagnosticException(Diagnostic.Error(PackageCodes.NoSuchVersion, $"the feed '{feed.Name}' lists '{id}' {version}, and does not have it", "try again later, or ask for another version"));
        return _fetched[(id.ToUpperInvariant(), version)] = fetched;
    }

    /// <summary>The very package that was locked, from the feed that it came from or another.</summary>
    public async Task<FetchedPackage> FetchLocked(LockedPackage locked, CancellationToken cancellationToken)
    {
        List<DiagnosticException> failures = [];
        foreach (var feed in feeds.For(locked.Id).OrderByDescending(feed => feed.Name == locked.Source))
        {
            try
            {
                if (await TryDownload(feed, locked.Id, locked.Exact, cancellationToken) is not { } fetched)
                    continue;
                if (fetched.Facts.ContentHash != locked.ContentHash)
                    throw ArchiveErrors.WrongHash(Shown(locked.Id, locked.Exact), locked.ContentHash, fetched.Facts.ContentHash, feed.Name);
                return fetched;
            }
            // Another feed may have it, and the hash tells whether it is the same.
            catch (DiagnosticException error) when (error.Diagnostics[0].Code is PackageCodes.FeedFailed or PackageCodes.FeedRefused or PackageCodes.BadArchive)
            {
                failures.Add(error);
            }
        }

        if (failures.Count > 0)
            throw new DiagnosticException([.. failures.SelectMany(error => error.Diagnostics)]);
        throw new DiagnosticException(Diagnostic.Error(PackageCodes.NoSuchVersion, $"no feed has '{locked.Id}' {locked.Version}, which is locked; it came from '{locked.Source}'",
            "add that feed with --source or 'dotnet nuget add source'"));
    }

    public static string Shown(string id, NuGetVersion version) => $"{id} {version.ToNormalizedString()}";

    private async Task<FetchedPackage?> TryDownload(Feed feed, string id, NuGetVersion version, CancellationToken cancellationToken)
    {
        var path = store.NewPath() + ".nupkg";
        progress(new PackageProgress(PackageStage.Downloading, id, version.ToNormalizedString(), 0));
        bool isThere;
        await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            isThere = await feed.Download(id, version, file,
                bytes => progress(new PackageProgress(PackageStage.Downloading, id, version.ToNormalizedString(), bytes)), cancellationToken);
        }

        atStep("downloaded");
        if (!isThere)
            return null;
        var facts = PackageArchive.Read(Shown(id, version), path, cancellationToken);
        Check(facts, id, version, feed);
        return new FetchedPackage(path, feed.Name, facts);
    }

    private static void Check(PackageFacts facts, string id, NuGetVersion version, Feed feed)
    {
        if (!facts.Id.Equals(id, StringComparison.OrdinalIgnoreCase) || facts.Version != version || !PackageRequest.IsId(facts.Id))
        {
            throw new DiagnosticException(Diagnostic.Error(PackageCodes.WrongName, $"the feed '{feed.Name}' gave '{Shown(facts.Id, facts.Version)}' for '{Shown(id, version)}'",
                "don't install it; tell the owner of the feed"));
        }

        if (!facts.IsPlugin)
        {
            throw new DiagnosticException(Diagnostic.Error(PackageCodes.NoPluginPackage, $"'{facts.Id}' {version} from '{feed.Name}' is no package of Foray plugins",
                "a plugin that needs this library brings it along in its own package; look for plugins with 'foray plugin search'"));
        }
    }

    private DiagnosticException Unknown(string id) => new(Diagnostic.Error(PackageCodes.UnknownPackage,
        $"no feed has the package '{id}'; asked: {string.Join(", ", feeds.For(id).Select(feed => feed.Name))}",
        "check its name with 'foray plugin search', or add its feed with --source"));
}
