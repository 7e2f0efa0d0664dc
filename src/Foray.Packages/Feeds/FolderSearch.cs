using Foray.Sdk.Diagnostics;
using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Versioning;

namespace Foray.Packages.Feeds;

/// <summary>Searches a folder of packages through their nuspecs.</summary>
internal static class FolderSearch
{
    public static IReadOnlyList<FoundPackage> Find(string folder, string text, bool prerelease, int limit, List<Diagnostic> warnings, CancellationToken cancellationToken)
    {
        var highest = new Dictionary<string, (NuGetVersion Version, FoundPackage Package)>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in FolderFiles.Of(folder, ""))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Read(folder, file, text, prerelease, warnings) is not { } found)
                continue;
            if (!highest.TryGetValue(found.Package.Id, out var other) || found.Version > other.Version)
                highest[found.Package.Id] = found;
        }

        return [.. highest.Values.Select(found => found.Package).OrderBy(package => package.Id, StringComparer.OrdinalIgnoreCase).Take(limit)];
    }

    public static bool IsPlugin(NuspecCoreReaderBase nuspec) =>
        nuspec.GetPackageTypes().Any(type => type.Name.Equals(PackageFeeds.PackageType, StringComparison.OrdinalIgnoreCase));

    private static (NuGetVersion Version, FoundPackage Package)? Read(string folder, string path, string text, bool prerelease, List<Diagnostic> warnings)
    {
        if (FolderFiles.Read(path, out var problem) is not { } nuspec)
        {
            // One bad file hides no other.
            warnings.Add(problem! with { Severity = Severity.Warning });
            return null;
        }

        var version = nuspec.GetVersion();
        if (!IsPlugin(nuspec) || (version.IsPrerelease && !prerelease) || !Has(nuspec, text))
            return null;
        return (version, new FoundPackage(nuspec.GetId(), version.ToNormalizedString(), nuspec.GetDescription() ?? "", folder));
    }

    private static bool Has(NuspecReader nuspec, string text) =>
        new[] { nuspec.GetId(), nuspec.GetTitle(), nuspec.GetDescription(), nuspec.GetTags() }
            .Any(part => part?.Contains(text, StringComparison.OrdinalIgnoreCase) == true);
}
