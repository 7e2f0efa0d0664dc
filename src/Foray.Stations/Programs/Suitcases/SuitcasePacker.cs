using System.Globalization;
using Foray.Sdk.Diagnostics;
using Foray.Storage;
using Foray.Stations.Programs.Bastion;

namespace Foray.Stations.Programs.Suitcases;

/// <summary>Packs a folder of the disk for a submission.</summary>
internal static class SuitcasePacker
{
    /// <summary>The suitcase that holds what a folder holds.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="limits">What the suitcase may hold.</param>
    /// <exception cref="DiagnosticException">Something in it cannot be packed: a link, a special file, one that cannot be read (FORAY243); or it is too large (FORAY244).</exception>
    public static Suitcase Pack(string folder, SuitcaseLimits limits)
    {
        try
        {
            if (!Directory.Exists(folder))
                throw CannotPack(folder, "it is no folder");
            var found = Find(new DirectoryInfo(folder), "").ToList();
            CheckSize(folder, found, limits);
            var suitcase = new Suitcase(limits);
            foreach (var (path, entry) in found)
                Add(suitcase, path, entry);
            return suitcase;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or BastionException)
        {
            throw CannotPack(folder, exception.Message, exception);
        }
    }

    private static IEnumerable<(string Path, FileSystemInfo Entry)> Find(DirectoryInfo folder, string path)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entry.LinkTarget is not null)
                throw CannotPack(entry.FullName, "it is a link");
            if (entry is FileInfo && !RegularFile.Is(entry.FullName))
                throw CannotPack(entry.FullName, "it is no regular file");
            yield return ($"{path}/{entry.Name}", entry);
            if (entry is not DirectoryInfo below)
                continue;
            foreach (var found in Find(below, $"{path}/{entry.Name}"))
                yield return found;
        }
    }

    private static void CheckSize(string folder, List<(string Path, FileSystemInfo Entry)> found, SuitcaseLimits limits)
    {
        var bytes = found.Sum(item => item.Entry is FileInfo file ? file.Length : 0);
        if (bytes > limits.Bytes || found.Count > limits.Entries)
            throw new DiagnosticException(Diagnostic.Error(
                ProgramCodes.SuitcaseTooLarge,
                string.Create(CultureInfo.InvariantCulture, $"'{folder}' is too large for a suitcase: it has {bytes:N0} bytes in {found.Count:N0} files and folders, and {limits.Bytes:N0} bytes in {limits.Entries:N0} are allowed"),
                "leave out what the program does not need"));
    }

    private static void Add(Suitcase suitcase, string path, FileSystemInfo entry)
    {
        if (entry is DirectoryInfo)
            suitcase.MakeFolder(path);
        else
            suitcase.Write(path, File.ReadAllBytes(entry.FullName), append: false);
    }

    private static DiagnosticException CannotPack(string path, string why, Exception? cause = null) => new(
        Diagnostic.Error(ProgramCodes.CannotPack, $"'{path}' cannot go into a suitcase: {why}", "leave it out, or put a regular file there"),
        cause);
}
