using System.Formats.Tar;
using Foray.Sdk.Diagnostics;

namespace Foray.Sdk.Machines;

/// <summary>Files as a stream between this computer and a machine, which is not trusted.</summary>
internal static class Archive
{
    /// <summary>Writes the files under their relative paths; one without gets <paramref name="name"/>.</summary>
    public static async Task WriteAsync(Stream stream, IReadOnlyList<InputFile> files, string name, CancellationToken cancellationToken)
    {
        await using var writer = new TarWriter(stream, TarEntryFormat.Gnu, leaveOpen: true);
        foreach (var file in files)
        {
            await using var content = Open(file.LocalPath);
            var entry = new GnuTarEntry(TarEntryType.RegularFile, file.RelativePath.Length == 0 ? name : file.RelativePath)
            {
                Mode = File.GetUnixFileMode(file.LocalPath),
                ModificationTime = File.GetLastWriteTimeUtc(file.LocalPath),
                DataStream = content,
            };
            await writer.WriteEntryAsync(entry, cancellationToken);
        }
    }

    /// <summary>Takes the regular files of these names, and nothing else, into a folder.</summary>
    public static async Task<bool> TakeAsync(Stream stream, IReadOnlyList<string> names, string folder, CancellationToken cancellationToken)
    {
        await using var reader = new TarReader(stream);
        while (await reader.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
        {
            if (IsFile(entry) && names.Contains(entry.Name))
                await WriteFileAsync(entry, Path.Combine(folder, entry.Name), cancellationToken);
        }

        return true;
    }

    /// <summary>Unpacks a folder. Entries that would lie elsewhere end in an exception; links that lead elsewhere, devices and the like are left out.</summary>
    public static async Task<bool> ExtractFolderAsync(Stream stream, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await using var reader = new TarReader(stream);
        while (await reader.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
        {
            var parts = Parts(entry.Name);
            if (parts.Count > 0)
                await ExtractAsync(entry, folder, parts, cancellationToken);
        }

        return true;
    }

    /// <summary>Unpacks an archive of one file as <paramref name="path"/>.</summary>
    public static async Task<bool> ExtractFileAsync(Stream stream, string path, CancellationToken cancellationToken)
    {
        await using var reader = new TarReader(stream);
        while (await reader.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
        {
            if (IsFile(entry))
                await WriteFileAsync(entry, path, cancellationToken);
        }

        return true;
    }

    private static async Task ExtractAsync(TarEntry entry, string folder, IReadOnlyList<string> parts, CancellationToken cancellationToken)
    {
        var path = Path.Combine([folder, .. parts]);
        RefuseLinksAbove(folder, parts, entry.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (entry.EntryType == TarEntryType.Directory)
            Directory.CreateDirectory(path);
        else if (IsFile(entry))
            await WriteFileAsync(entry, path, cancellationToken);
        else if (entry.EntryType == TarEntryType.SymbolicLink && StaysInside(parts, entry.LinkName))
            ReplaceBySymbolicLink(path, entry.LinkName);
        else if (entry.EntryType == TarEntryType.HardLink)
            CopyLinked(folder, Parts(entry.LinkName), path);
    }

    private static async Task WriteFileAsync(TarEntry entry, string path, CancellationToken cancellationToken)
    {
        File.Delete(path);
        await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
        {
            if (entry.DataStream is { } content)
                await content.CopyToAsync(file, cancellationToken);
        }

        File.SetUnixFileMode(path, (entry.Mode & (UnixFileMode)0b111_111_111) | UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetLastWriteTimeUtc(path, entry.ModificationTime.UtcDateTime);
    }

    private static void ReplaceBySymbolicLink(string path, string target)
    {
        File.Delete(path);
        File.CreateSymbolicLink(path, target);
    }

    private static void CopyLinked(string folder, IReadOnlyList<string> parts, string path)
    {
        var original = Path.Combine([folder, .. parts]);
        RefuseLinksAbove(folder, parts, original);
        if (File.Exists(original) && new FileInfo(original).LinkTarget is null)
            File.Copy(original, path, overwrite: true);
    }

    private static void RefuseLinksAbove(string folder, IReadOnlyList<string> parts, string name)
    {
        for (var count = 1; count < parts.Count; count++)
        {
            if (new DirectoryInfo(Path.Combine([folder, .. parts.Take(count)])).LinkTarget is not null)
                throw LeadsOut(name);
        }
    }

    private static bool StaysInside(IReadOnlyList<string> parts, string target)
    {
        if (target.Length == 0 || target.StartsWith('/'))
            return false;
        var depth = parts.Count - 1;
        foreach (var part in target.Split('/'))
        {
            depth += part switch { "" or "." => 0, ".." => -1, _ => 1 };
            if (depth < 0)
                return false;
        }

        return true;
    }

    private static List<string> Parts(string name)
    {
        var parts = name.Split('/').Where(part => part is not ("" or ".")).ToList();
        return name.StartsWith('/') || parts.Contains("..") ? throw LeadsOut(name) : parts;
    }

    private static bool IsFile(TarEntry entry) => entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile;

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Diagnostic.Error(ShellChannels.Failed, $"file '{path}' cannot be read: {exception.Message}"), exception);
        }
    }

    private static DiagnosticException LeadsOut(string name) =>
        new(Diagnostic.Error(MachineLayout.PathLeadsOut, $"the machine sent '{name}', which leads out of the folder that was asked for"));
}
