using Foray.Packages.Locking;
using Foray.Sdk.Diagnostics;
using NuGet.Packaging.Core;
using NuGet.Versioning;

namespace Foray.Packages.Resolving;

/// <summary>
/// Chooses a version of each package that is wished for or required. What is locked stays while it fits; what is required gets the lowest version that fits
/// all, as with NuGet; what the user asks for gets the highest that is listed. An unlisted one is for those who name it.
/// </summary>
internal sealed class Resolver(PackageFetcher fetcher, LockFile? locked, bool prerelease)
{
    private static readonly HashSet<NuGetVersion> None = [];

    private readonly SortedDictionary<string, NuGetVersion> _chosen = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _former = new(StringComparer.Ordinal);

    /// <param name="wishes">What the user asked for, now and before.</param>
    /// <param name="moving">Names of packages whose locked version does not hold them back.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Resolution>> Resolve(IReadOnlyList<Wish> wishes, IReadOnlySet<string> moving, CancellationToken cancellationToken)
    {
        while (true)
        {
            var requirements = await Requirements(wishes, cancellationToken);
            if (await Next(wishes, moving, requirements, cancellationToken) is not var (id, version))
                return await Chosen(wishes, requirements, cancellationToken);
            _chosen[id] = version;
            if (!_former.Add(string.Join(' ', _chosen.Select(entry => $"{entry.Key}={entry.Value}"))))
                throw Conflict(id, requirements[id], "no choice of versions is stable");
        }
    }

    /// <summary>A package whose choice is to be made or changed; null where all choices stand.</summary>
    private async Task<(string Id, NuGetVersion Version)?> Next(
        IReadOnlyList<Wish> wishes, IReadOnlySet<string> moving, SortedDictionary<string, List<Requirement>> requirements, CancellationToken cancellationToken)
    {
        DiagnosticException? conflict = null;
        foreach (var (id, ranges) in requirements)
        {
            try
            {
                var isHighest = moving.Contains(id) || wishes.Any(wish => Same(wish.Id, id));
                var version = await Choose(id, ranges, moving.Contains(id), isHighest, cancellationToken);
                if (_chosen.GetValueOrDefault(id) != version)
                    return (id, version);
            }
            // Another choice may take one of the ranges away.
            catch (DiagnosticException error) when (error.Diagnostics[0].Code is PackageCodes.Conflict or PackageCodes.NoSuchVersion)
            {
                conflict ??= error;
            }
        }

        return conflict is null ? null : throw conflict;
    }

    private async Task<NuGetVersion> Choose(string id, List<Requirement> ranges, bool isMoving, bool isHighest, CancellationToken cancellationToken)
    {
        var kept = locked?.Find(id)?.Exact is { } former && ranges.All(range => range.Allows(former)) ? former : null;
        if (!isMoving && kept is not null)
            return kept;
        var versions = await fetcher.Versions(id, cancellationToken);
        var fitting = versions.Where(version => ranges.All(range => range.Allows(version))).ToList();
        var unlisted = isHighest && fitting.Count > 0 && !ranges.Exists(range => range.IsExact) ? await fetcher.Unlisted(id, cancellationToken) : None;
        var isAnyStability = prerelease || ranges.Exists(range => IsOfPrereleases(range.Range));
        var usable = fitting.Where(version => (isAnyStability || !version.IsPrerelease) && !unlisted.Contains(version)).ToList();
        // An update never goes back, as from a prerelease to the stable version before it.
        if (kept is not null && (usable.Count == 0 || kept > usable[^1]))
            return kept;
        if (usable.Count > 0)
            return isHighest ? usable[^1] : usable[0];
        throw NoneFits(id, ranges, versions, fitting, unlisted);
    }

    /// <summary>What the user and the packages chosen so far say, by package; only for packages that the user's wishes lead to.</summary>
    private async Task<SortedDictionary<string, List<Requirement>>> Requirements(IReadOnlyList<Wish> wishes, CancellationToken cancellationToken)
    {
        var requirements = new SortedDictionary<string, List<Requirement>>(StringComparer.OrdinalIgnoreCase);
        var next = new Queue<string>();
        foreach (var wish in wishes)
            Add(wish.Id, new Requirement(null, null, wish.Range));
        while (next.TryDequeue(out var id))
        {
            if (!_chosen.TryGetValue(id, out var version))
                continue;
            foreach (var required in await RequiredBy(id, version, cancellationToken))
                Add(required.Id, new Requirement($"'{id}' {version.ToNormalizedString()}", id, required.VersionRange));
        }

        return requirements;

        void Add(string id, Requirement requirement)
        {
            if (!requirements.TryGetValue(id, out var list))
            {
                requirements[id] = list = [];
                next.Enqueue(id);
            }

            list.Add(requirement);
        }
    }

    private async Task<IEnumerable<PackageDependency>> RequiredBy(string id, NuGetVersion version, CancellationToken cancellationToken)
    {
        if (locked?.Find(id) is { } kept && kept.Exact == version)
        {
            return locked.Packages.Where(other => other.RequiredBy.ContainsKey(kept.Id))
                .Select(other => new PackageDependency(other.Id, VersionRange.Parse(other.RequiredBy[kept.Id])));
        }

        return (await fetcher.Fetch(id, version, cancellationToken)).Facts.Requires;
    }

    private async Task<IReadOnlyList<Resolution>> Chosen(
        IReadOnlyList<Wish> wishes, SortedDictionary<string, List<Requirement>> requirements, CancellationToken cancellationToken)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var id in requirements.Keys)
            names[id] = await NameOf(id, cancellationToken);
        return [.. requirements.Select(entry => new Resolution(names[entry.Key], _chosen[entry.Key], wishes.FirstOrDefault(wish => Same(wish.Id, entry.Key)),
            entry.Value.Where(range => range.RequirerId is not null).ToDictionary(range => names[range.RequirerId!], range => Requirement.Written(range.Range ?? VersionRange.All))))];
    }

    /// <summary>The name as its author writes it.</summary>
    private async Task<string> NameOf(string id, CancellationToken cancellationToken) =>
        locked?.Find(id) is { } kept && kept.Exact == _chosen[id] ? kept.Id : (await fetcher.Fetch(id, _chosen[id], cancellationToken)).Facts.Id;

    private static bool IsOfPrereleases(VersionRange? range) => range?.MinVersion?.IsPrerelease == true || range?.MaxVersion?.IsPrerelease == true;

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static DiagnosticException NoneFits(string id, List<Requirement> ranges, IReadOnlyList<NuGetVersion> versions, List<NuGetVersion> fitting, IReadOnlySet<NuGetVersion> unlisted)
    {
        if (fitting.FindLast(version => !unlisted.Contains(version)) is { } unstable)
        {
            return new DiagnosticException(Diagnostic.Error(PackageCodes.NoSuchVersion, $"'{id}' has no stable version that fits; there is {unstable.ToNormalizedString()}",
                "add --prerelease, or name that version"));
        }

        if (fitting.Count > 0)
        {
            return new DiagnosticException(Diagnostic.Error(PackageCodes.NoSuchVersion, $"'{id}' has no listed version that fits; {fitting[^1].ToNormalizedString()} was withdrawn by its author",
                $"take another package, or write '{id}@{fitting[^1].ToNormalizedString()}' to have it all the same"));
        }

        var impossible = ranges.Find(range => !versions.Any(range.Allows));
        if (impossible is null)
            return Conflict(id, ranges, $"no version of '{id}' fits all that want it");
        return new DiagnosticException(Diagnostic.Error(PackageCodes.NoSuchVersion, $"no feed has a version of '{id}' that fits: {impossible}",
            $"the versions are {string.Join(", ", versions.TakeLast(10).Select(version => version.ToNormalizedString()))}"));
    }

    private static DiagnosticException Conflict(string id, List<Requirement> ranges, string reason) => new(Diagnostic.Error(PackageCodes.Conflict,
        $"{reason}: {string.Join(", ", ranges)}", $"choose versions of these packages that agree on '{id}', or remove one of them"));
}
