using Foray.Packages.Locking;
using Foray.Sdk.Diagnostics;

namespace Foray.Packages.Resolving;

/// <summary>What stays when packages are removed.</summary>
internal static class Removal
{
    /// <exception cref="DiagnosticException">A package that stays requires one that shall go (FORAY165).</exception>
    public static IReadOnlyList<LockedPackage> Remaining(LockFile locked, IReadOnlySet<string> removed)
    {
        var stays = locked.Packages.Where(package => package.IsDirect && !removed.Contains(package.Id)).Select(package => package.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        while (locked.Packages.FirstOrDefault(package => !stays.Contains(package.Id) && package.RequiredBy.Keys.Any(stays.Contains)) is { } required)
        {
            if (removed.Contains(required.Id))
                throw StillRequired(required, required.RequiredBy.First(requirer => stays.Contains(requirer.Key)));
            stays.Add(required.Id);
        }

        return [.. locked.Packages.Where(package => stays.Contains(package.Id)).Select(package => package with
        {
            RequiredBy = package.RequiredBy.Where(requirer => stays.Contains(requirer.Key)).ToDictionary(),
        })];
    }

    private static DiagnosticException StillRequired(LockedPackage package, KeyValuePair<string, string> requirer) => new(Diagnostic.Error(PackageCodes.StillRequired,
        $"'{package.Id}' cannot be removed: the installed package '{requirer.Key}' requires it ({requirer.Value})", $"remove '{requirer.Key}' too"));
}
