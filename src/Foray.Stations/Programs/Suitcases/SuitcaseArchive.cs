using System.Formats.Tar;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs.Bastion;

namespace Foray.Stations.Programs.Suitcases;

/// <summary>
/// Suitcases as tar archives in the GNU format, which <c>tar</c> reads: the form in which they are stored and sent.
/// The same content makes the same bytes. An empty suitcase is no bytes at all.
/// </summary>
internal static class SuitcaseArchive
{
    private const UnixFileMode FolderMode =
        FileMode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private const UnixFileMode FileMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>The archive of a suitcase.</summary>
    public static byte[] Write(Suitcase suitcase)
    {
        if (suitcase.Count == 0)
            return [];
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Gnu, leaveOpen: true))
            foreach (var (path, node) in suitcase.Walk())
                writer.WriteEntry(EntryOf(path[1..], node));
        return archive.ToArray();
    }

    /// <summary>The suitcase of an archive.</summary>
    /// <param name="archive">An archive, from anywhere.</param>
    /// <param name="limits">What the suitcase may hold.</param>
    /// <exception cref="DiagnosticException">It is no archive, is damaged, holds something that a suitcase cannot hold (links, devices, absolute paths, <c>..</c>), or does not fit (FORAY513).</exception>
    public static Suitcase Read(byte[] archive, SuitcaseLimits limits)
    {
        var suitcase = new Suitcase(limits);
        if (archive.Length == 0)
            return suitcase;
        try
        {
            TarBlocks.Check(archive);
            using var reader = new TarReader(new MemoryStream(archive, writable: false));
            while (reader.GetNextEntry() is { } entry)
                Unpack(suitcase, entry, limits);
        }
        catch (BastionException exception)
        {
            throw Bad(exception.Message, exception);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or FormatException or ArgumentException or OverflowException or NotSupportedException or InvalidOperationException)
        {
            throw Bad("it is damaged, or no tar archive", exception);
        }

        return suitcase;
    }

    private static GnuTarEntry EntryOf(string path, ISuitcaseNode node)
    {
        var entry = node is SuitcaseFile file
            ? new GnuTarEntry(TarEntryType.RegularFile, path) { Mode = FileMode, DataStream = new MemoryStream(file.Content.ToArray(), writable: false) }
            : new GnuTarEntry(TarEntryType.Directory, path + "/") { Mode = FolderMode };
        (entry.ModificationTime, entry.AccessTime, entry.ChangeTime) = (DateTimeOffset.UnixEpoch, default, default);
        return entry;
    }

    private static void Unpack(Suitcase suitcase, TarEntry entry, SuitcaseLimits limits)
    {
        var isFolder = entry.EntryType is TarEntryType.Directory;
        if (!isFolder && entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
            throw new InvalidDataException($"entry type {entry.EntryType}");
        if (entry.Name.StartsWith('/'))
            throw new BastionException(BastionError.BadPath, $"the path '{entry.Name}' is absolute");
        var path = "/" + (isFolder && entry.Name.EndsWith('/') ? entry.Name[..^1] : entry.Name);
        if (isFolder)
            suitcase.MakeFolder(path);
        else if (suitcase.Stat(path) is not null)
            throw new BastionException(BastionError.Exists, $"'{path}' is in it twice");
        else if (entry.Length > limits.Bytes)
            throw new BastionException(BastionError.NoSpace, $"'{path}' does not fit: the limit is {limits.Bytes} bytes");
        else
            suitcase.Write(path, ContentOf(entry), append: false);
    }

    private static byte[] ContentOf(TarEntry entry)
    {
        var content = new byte[entry.Length];
        entry.DataStream?.ReadExactly(content);
        return content;
    }

    private static DiagnosticException Bad(string why, Exception cause) => new(
        Diagnostic.Error(ProgramCodes.BadArchive, $"the archive of a suitcase cannot be used: {why}", "send or store it anew"),
        cause);
}
