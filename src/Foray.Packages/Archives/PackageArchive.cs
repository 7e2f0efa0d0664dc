using System.IO.Compression;
using System.Security.Cryptography;
using Foray.Packages.Feeds;
using Foray.Storage;
using NuGet.Packaging;
using NuGet.Packaging.Core;

namespace Foray.Packages.Archives;

/// <summary>Reads the nuspec and the hash of a package's file.</summary>
internal static class PackageArchive
{
    private const string SignatureName = ".signature.p7s";

    /// <param name="package">What to call it in diagnostics.</param>
    /// <param name="nupkg">Its file.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static PackageFacts Read(string package, string nupkg, CancellationToken cancellationToken)
    {
        if (File.Exists(nupkg) && !RegularFile.Is(nupkg))
            throw ArchiveErrors.Damaged(package, "it is no regular file");
        try
        {
            using var file = File.OpenRead(nupkg);
            using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            var nuspec = ReadNuspec(package, archive);
            var requires = nuspec.GetDependencyGroups().SelectMany(group => group.Packages).GroupBy(other => other.Id, StringComparer.OrdinalIgnoreCase).Select(same => same.First());
            return new PackageFacts(nuspec.GetId(), nuspec.GetVersion(), FolderSearch.IsPlugin(nuspec), [.. requires], HashOf(archive, file, cancellationToken));
        }
        catch (Exception error) when (ArchiveErrors.IsOfReading(error))
        {
            throw ArchiveErrors.Damaged(package, error.Message.ReplaceLineEndings(" "), error);
        }
    }

    /// <summary>The nuspec in an archive.</summary>
    public static NuspecReader ReadNuspec(string package, ZipArchive archive)
    {
        if (archive.Entries.Count > ArchiveLimits.Default.Entries)
            throw ArchiveErrors.TooLarge(package, $"has {archive.Entries.Count} entries");
        var found = archive.Entries.Where(entry => !entry.FullName.Contains('/', StringComparison.Ordinal) && entry.Name.EndsWith(PackagingCoreConstants.NuspecExtension, StringComparison.OrdinalIgnoreCase)).ToList();
        if (found.Count != 1)
            throw ArchiveErrors.Damaged(package, $"it has {found.Count} nuspec files");
        using var content = found[0].Open();
        var text = new byte[ArchiveLimits.NuspecBytes + 1];
        var length = content.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        if (length == text.Length)
            throw ArchiveErrors.TooLarge(package, "has a nuspec of more than 1 MiB");
        return new NuspecReader(new MemoryStream(text, 0, length));
    }

    /// <summary>Feeds sign packages anew when certificates change, so NuGet's hash of a signed one leaves the signature out.</summary>
    private static string HashOf(ZipArchive archive, FileStream file, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        file.Position = 0;
        if (archive.GetEntry(SignatureName) is null)
            return Convert.ToBase64String(SHA512.HashData(file));
        using var reader = new PackageArchiveReader(file, leaveStreamOpen: true);
        return reader.GetContentHash(cancellationToken);
    }
}
