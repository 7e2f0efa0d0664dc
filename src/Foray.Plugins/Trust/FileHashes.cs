using System.Security.Cryptography;
using System.Text;

namespace Foray.Plugins.Trust;

/// <summary>SHA-256 of the files in a folder, by their relative paths. Links count as what they lead to, because that is what would be loaded.</summary>
public static class FileHashes
{
    /// <summary>A link that leads up again would otherwise be followed for ever.</summary>
    private const int MaximumDepth = 64;

    /// <summary>Hashes every file of a folder.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    /// <param name="skips">True for names in the folder itself that are left out. Default: none is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Lower-case hexadecimal hashes by relative path with <c>/</c>, in ordinal order.</returns>
    /// <exception cref="IOException">A file cannot be read, a link leads nowhere, or folders are nested too deeply.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static SortedDictionary<string, string> Of(string folder, Func<string, bool>? skips = null, CancellationToken cancellationToken = default)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (Directory.Exists(folder))
            Add(new DirectoryInfo(folder), "", skips, hashes, 0, cancellationToken);
        return hashes;
    }

    /// <summary>One hash for all: of the paths and hashes in their order.</summary>
    public static string Combine(SortedDictionary<string, string> hashes)
    {
        ArgumentNullException.ThrowIfNull(hashes);
        using var total = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, hash) in hashes)
            total.AppendData(Encoding.UTF8.GetBytes($"{hash} {path}\0"));
        return Convert.ToHexStringLower(total.GetHashAndReset());
    }

    private static void Add(
        DirectoryInfo folder, string prefix, Func<string, bool>? skips, SortedDictionary<string, string> hashes, int depth, CancellationToken cancellationToken)
    {
        if (depth > MaximumDepth)
            throw new IOException($"'{folder.FullName}' is nested too deeply, or a link in it leads up again");
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (skips?.Invoke(entry.Name) == true)
                continue;
            var path = prefix + entry.Name;
            if (Target(entry) is DirectoryInfo below)
                Add(below, path + "/", null, hashes, depth + 1, cancellationToken);
            else
                hashes[path] = OfFile(entry.FullName);
        }
    }

    private static FileSystemInfo Target(FileSystemInfo entry)
    {
        if (entry.LinkTarget is null)
            return entry;
        var target = entry.ResolveLinkTarget(returnFinalTarget: true)!;
        return target.Exists ? target : throw new IOException($"the link '{entry.FullName}' leads nowhere");
    }

    private static string OfFile(string path)
    {
        var file = new FileInfo(path);
        if (file.ResolveLinkTarget(returnFinalTarget: true) is { } target)
            file = (FileInfo)target;
        // Pipes have the length 0 too, and opening one waits for somebody to write into it.
        if (file.Length == 0)
            return Convert.ToHexStringLower(SHA256.HashData([]));
        using var stream = file.OpenRead();
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
