using System.IO.Compression;
using Foray.Storage;

namespace Foray.Packages.Archives;

/// <summary>Unpacks what lies below <c>foray/</c> in a package, trusting nothing that the archive says of itself.</summary>
internal sealed class ArchiveExtractor(string package, ArchiveLimits limits)
{
    private const string Root = "foray/";
    private const int UnixTypeMask = 0xF000;
    private const int UnixFile = 0x8000;
    private const int UnixFolder = 0x4000;
    private const int UnixExecutable = 0x49;
    private const UnixFileMode Executable = FileModes.Shared | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly byte[] _buffer = new byte[128 * 1024];
    private long _left = limits.Bytes;

    /// <summary>Unpacks into a folder that does not exist yet. Nothing is written before all names have been checked.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">The package is at fault.</exception>
    /// <exception cref="IOException">The disk is.</exception>
    public void Extract(string nupkg, string folder, CancellationToken cancellationToken)
    {
        using var file = File.OpenRead(nupkg);
        using var archive = Read(() => new ZipArchive(file, ZipArchiveMode.Read));
        var entries = Check(Read(() => archive.Entries), cancellationToken);
        Directory.CreateDirectory(folder);
        foreach (var (entry, name) in entries)
        {
            var path = Path.Combine(folder, name);
            if (name.EndsWith('/'))
                Directory.CreateDirectory(path);
            else
                Copy(entry, path, cancellationToken);
        }
    }

    private List<(ZipArchiveEntry Entry, string Name)> Check(IReadOnlyCollection<ZipArchiveEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count > limits.Entries)
            throw ArchiveErrors.TooLarge(package, $"has {entries.Count} entries");
        var names = new EntryNames();
        var wanted = new List<(ZipArchiveEntry, string)>();
        var declared = 0L;
        foreach (var entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = EntryNames.Decode(entry.FullName);
            if ((names.Add(name) ?? ProblemOf(entry, name)) is { } problem)
                throw ArchiveErrors.Unsafe(package, entry.FullName, problem);
            if (!name.StartsWith(Root, StringComparison.Ordinal) || name == Root)
                continue;
            declared += entry.Length;
            wanted.Add((entry, name[Root.Length..]));
        }

        if (declared > limits.Bytes)
            throw ArchiveErrors.TooLarge(package, $"unpacks to {declared} bytes");
        return wanted;
    }

    private static string? ProblemOf(ZipArchiveEntry entry, string name)
    {
        var type = (entry.ExternalAttributes >> 16) & UnixTypeMask;
        if (type is not (0 or UnixFile or UnixFolder))
            return "is a link or a device";
        if (entry.IsEncrypted)
            return "is encrypted";
        return name.EndsWith('/') && entry.Length > 0 ? "is a folder with content" : null;
    }

    private void Copy(ZipArchiveEntry entry, string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var content = Read(entry.Open);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        var count = Read(() => content.ReadAtLeast(_buffer, _buffer.Length, throwOnEndOfStream: false));
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = IsExecutable(entry, _buffer.AsSpan(0, count)) ? Executable : FileModes.Shared;
        using var file = new FileStream(path, options);
        var written = 0L;
        for (; count > 0; count = Read(() => content.Read(_buffer)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            written += count;
            _left -= count;
            if (written > entry.Length)
                throw ArchiveErrors.Damaged(package, $"'{entry.FullName}' is larger than it says");
            if (_left < 0)
                throw ArchiveErrors.TooLarge(package, $"unpacks to more than {limits.Bytes} bytes");
            file.Write(_buffer.AsSpan(0, count));
        }

        if (written != entry.Length)
            throw ArchiveErrors.Damaged(package, $"'{entry.FullName}' is smaller than it says");
        // After a power failure the link must not lead to files that are empty.
        file.Flush(flushToDisk: true);
    }

    /// <summary>NuGet's packer writes no executable bits: programs and scripts are told by how they begin.</summary>
    private static bool IsExecutable(ZipArchiveEntry entry, ReadOnlySpan<byte> start) =>
        ((entry.ExternalAttributes >> 16) & UnixExecutable) != 0 || start.StartsWith("#!"u8) || start.StartsWith("\x7fELF"u8);

    private T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (ArchiveErrors.IsOfReading(error))
        {
            throw ArchiveErrors.Damaged(package, error.Message, error);
        }
    }
}
