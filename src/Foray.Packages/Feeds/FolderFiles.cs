using System.IO.Compression;
using Foray.Packages.Archives;
using Foray.Sdk.Diagnostics;
using Foray.Storage;
using NuGet.Packaging;
using NuGet.Packaging.Core;

namespace Foray.Packages.Feeds;

/// <summary>The packages in a folder, in both of NuGet's layouts: all side by side, or in <c>id/version</c>.</summary>
internal static class FolderFiles
{
    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, MaxRecursionDepth = 2, MatchCasing = MatchCasing.CaseInsensitive };

    /// <summary>The files of packages whose names begin with a text, in alphabetical order.</summary>
    public static IEnumerable<string> Of(string folder, string start) =>
        Directory.EnumerateFiles(folder, start + "*" + PackagingCoreConstants.NupkgExtension, Below).Order(StringComparer.Ordinal);

    /// <summary>Reads the nuspec in a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">What keeps it from being read; null where nothing does.</param>
    public static NuspecReader? Read(string path, out Diagnostic? problem)
    {
        problem = null;
        try
        {
            if (!RegularFile.Is(path))
                throw ArchiveErrors.Damaged(path, "it is no regular file");
            using var archive = ZipFile.OpenRead(path);
            var nuspec = PackageArchive.ReadNuspec(path, archive);
            _ = (nuspec.GetId(), nuspec.GetVersion(), nuspec.GetPackageTypes());
            return nuspec;
        }
        catch (Exception error) when (ArchiveErrors.IsOfReading(error) || error is DiagnosticException or UnauthorizedAccessException)
        {
            problem = ArchiveErrors.Unreadable(path, error);
            return null;
        }
    }

    /// <summary>What is wrong with a file that may be of a package; null where all of them can be read.</summary>
    public static Diagnostic? FindProblem(string folder, string id)
    {
        if (!Directory.Exists(folder))
            return null;
        foreach (var path in Of(folder, id + "."))
        {
            if (Read(path, out var problem) is null)
                return problem;
        }

        return null;
    }
}
