using System.IO.Compression;
using Foray.Packages.Archives;
using Foray.Sdk.Diagnostics;
using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Versioning;

namespace Foray.Packages.Feeds;

/// <summary>Searches a folder of packages through their nuspecs, in both of NuGet's layouts: all side by side, or in <c>id/version</c>.</summary>
internal static class FolderSearch
{
    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, MaxRecursionDepth = 2 };

    public static IReadOnlyList<FoundPackage> Find(string folder, string text, bool prerelease, int limit, List<Diagnostic> warnings, CancellationToken cancellationToken)
    {
        var highest = new Dictionary<string, (NuGetVersion Version, FoundPackage Package)>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in Directory.EnumerateFiles(folder, "*" + PackagingCoreConstants.NupkgExtension, Below).Order(StringComparer.Ordinal))
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
        try
        {
            using var archive = ZipFile.OpenRead(path);
            var nuspec = PackageArchive.ReadNuspec(path, archive);
            var version = nuspec.GetVersion();
            if (!IsPlugin(nuspec) || (version.IsPrerelease && !prerelease) || !Has(nuspec, text))
                return null;
            return (version, new FoundPackage(nuspec.GetId(), version.ToNormalizedString(), nuspec.GetDescription() ?? "", folder));
        }
        // One bad file hides no other.
        catch (Exception error) when (ArchiveErrors.IsOfReading(error) || error is DiagnosticException or UnauthorizedAccessException)
        {
            warnings.Add(Diagnostic.Warning(PackageCodes.BadArchive, $"'{path}' is left out: it is no readable package", "remove the file, or replace it with a sound one"));
            return null;
        }
    }

    private static bool Has(NuspecReader nuspec, string text) =>
        new[] { nuspec.GetId(), nuspec.GetTitle(), nuspec.GetDescription(), nuspec.GetTags() }
            .Any(part => part?.Contains(text, StringComparison.OrdinalIgnoreCase) == true);
}
