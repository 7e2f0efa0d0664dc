using Foray.Packages.Feeds;
using Foray.Packages.Locking;
using Foray.Packages.Resolving;
using Foray.Packages.Store;
using Foray.Sdk.Diagnostics;
using Foray.Storage;
using NuGet.Versioning;

namespace Foray.Packages;

/// <summary>
/// Installs, updates and removes packages in one folder. A command does all it was asked to or nothing, and one works on a folder at a time;
/// what an interrupted one left is cleaned up by the next.
/// </summary>
/// <param name="folder">Where the packages are.</param>
/// <param name="feeds">Where they come from.</param>
/// <param name="progress">Told of each step. Default: nobody is.</param>
public sealed class PackageInstaller(PluginFolder folder, PackageFeeds feeds, IProgress<PackageProgress>? progress = null)
{
    private const string LockName = ".lock";

    private readonly PackageStore _store = new(folder);

    /// <summary>For tests: called as each step ends.</summary>
    internal Action<string> AtStep { get; init; } = static _ => { };

    /// <summary>Installs packages and all that they require. One that is installed in a version that fits stays as it is.</summary>
    /// <param name="requests">The packages.</param>
    /// <param name="prerelease">Whether versions that are not stable may be chosen.</param>
    /// <param name="cancellationToken">Gives up; nothing has changed then.</param>
    /// <returns>What became of every package in the folder, by name.</returns>
    /// <exception cref="DiagnosticException">Nothing was changed.</exception>
    public Task<IReadOnlyList<PackageChange>> InstallAsync(IEnumerable<PackageRequest> requests, bool prerelease = false, CancellationToken cancellationToken = default)
    {
        var wanted = requests.Select(request => new Wish(request.Id, request.Range)).ToList();
        return Work(locked =>
        {
            foreach (var wish in wanted)
                _store.RefuseForeign(locked?.Find(wish.Id)?.Id ?? wish.Id);
            var kept = WishesOf(locked).Where(former => !wanted.Exists(wish => Same(wish.Id, former.Id)));
            return Change(locked, [.. kept, .. wanted.DistinctBy(wish => wish.Id, StringComparer.OrdinalIgnoreCase)], Set([]), prerelease, cancellationToken);
        }, cancellationToken);
    }

    /// <summary>
    /// Brings packages to the highest version that the user's and other packages' ranges allow. What others require follows where it must; named, it too is
    /// brought to the highest.
    /// </summary>
    /// <param name="ids">Names of packages; none for all that the user asked for.</param>
    /// <param name="prerelease">Whether versions that are not stable may be chosen.</param>
    /// <param name="cancellationToken">Gives up; nothing has changed then.</param>
    /// <returns>What became of every package in the folder, by name.</returns>
    /// <exception cref="DiagnosticException">Nothing was changed.</exception>
    public Task<IReadOnlyList<PackageChange>> UpdateAsync(IReadOnlyList<string> ids, bool prerelease = false, CancellationToken cancellationToken = default) => Work(locked =>
    {
        RefuseUnknown(ids, locked);
        var wishes = WishesOf(locked);
        return Change(locked, wishes, Set(ids.Count > 0 ? ids : wishes.Select(wish => wish.Id)), prerelease, cancellationToken);
    }, cancellationToken);

    /// <summary>Removes packages, and what was there only because they required it. Asks no feed.</summary>
    /// <param name="ids">Names of packages.</param>
    /// <param name="cancellationToken">Gives up; nothing has changed then.</param>
    /// <returns>What became of every package in the folder, by name.</returns>
    /// <exception cref="DiagnosticException">A package is not installed (FORAY166) or required by another (FORAY165); nothing was changed.</exception>
    public Task<IReadOnlyList<PackageChange>> RemoveAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken = default) => Work(locked =>
    {
        RefuseUnknown(ids, locked);
        return Task.FromResult(Installation().Keep(locked!, Removal.Remaining(locked!, Set(ids))));
    }, cancellationToken);

    /// <summary>Makes the folder what the lock file says: exactly those versions, with exactly that content.</summary>
    /// <param name="cancellationToken">Gives up; nothing has changed then.</param>
    /// <returns>What became of every package in the folder, by name.</returns>
    /// <exception cref="DiagnosticException">There is no lock file (FORAY167), or a content is another one (FORAY430); nothing was changed.</exception>
    public Task<IReadOnlyList<PackageChange>> RestoreAsync(CancellationToken cancellationToken = default) => Work(locked =>
    {
        if (locked is null)
            throw new DiagnosticException(Diagnostic.Error(PackageCodes.BadLockFile, $"there is no lock file '{folder.LockFile}'", "install packages first, or give the folder of a project that has one"));
        var same = locked.Packages.Select(package => new Resolution(package.Id, package.Exact, WishOf(package), package.RequiredBy));
        return Installation().Install(locked, [.. same], cancellationToken);
    }, cancellationToken);

    private async Task<IReadOnlyList<PackageChange>> Change(
        LockFile? locked, IReadOnlyList<Wish> wishes, IReadOnlySet<string> moving, bool prerelease, CancellationToken cancellationToken)
    {
        var installation = Installation();
        var resolved = await new Resolver(installation.Fetcher, locked, prerelease).Resolve(wishes, moving, cancellationToken);
        AtStep("resolved");
        return await installation.Install(locked, resolved, cancellationToken);
    }

    private async Task<IReadOnlyList<PackageChange>> Work(Func<LockFile?, Task<IReadOnlyList<PackageChange>>> work, CancellationToken cancellationToken)
    {
        try
        {
            _store.RefuseLinks();
            Directory.CreateDirectory(_store.Root);
            using var alone = StateLock.TryAcquire(Path.Combine(folder.Packages, LockName), out var holder) ?? throw Busy(holder);
            var locked = LockFile.Load(folder.LockFile);
            var cleaning = new StoreCleaning(folder, _store);
            cleaning.Clean(locked);
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                return await work(locked);
            }
            finally
            {
                cleaning.DeleteUnfinished();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Diagnostic.Error(PackageCodes.DiskFailed, $"the packages in '{folder.Packages}' cannot be changed: {error.Message}",
                "free some space, make the folder writable for this user, then run the command again"), error);
        }
    }

    private Installation Installation() => new(folder, _store, feeds, progress, AtStep);

    private DiagnosticException Busy(int holder) => new(Diagnostic.Error(PackageCodes.Busy,
        $"another command is changing the packages in '{folder.Packages}'{(holder > 0 ? $" (process {holder})" : "")}", "wait until it has ended, then run this one again"));

    private void RefuseUnknown(IReadOnlyList<string> ids, LockFile? locked)
    {
        if (ids.FirstOrDefault(id => locked?.Find(id) is null) is not { } unknown)
            return;
        if (PackageRequest.IsId(unknown))
            _store.RefuseForeign(unknown);
        var installed = locked is { Packages.Count: > 0 } ? $"installed: {string.Join(", ", locked.Packages.Select(package => package.Id))}" : "none is installed";
        throw new DiagnosticException(Diagnostic.Error(PackageCodes.NotInstalled, $"the package '{unknown}' is not installed in '{folder.Packages}'", installed));
    }

    private static IReadOnlyList<Wish> WishesOf(LockFile? locked) => [.. (locked?.Packages ?? []).Select(WishOf).OfType<Wish>()];

    private static Wish? WishOf(LockedPackage package) =>
        package.IsDirect ? new Wish(package.Id, package.Range is null ? null : VersionRange.Parse(package.Range)) : null;

    private static HashSet<string> Set(IEnumerable<string> ids) => new(ids, StringComparer.OrdinalIgnoreCase);

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
