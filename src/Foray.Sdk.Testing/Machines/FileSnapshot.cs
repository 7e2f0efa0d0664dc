using System.Globalization;
using System.Security.Cryptography;

namespace Foray.Sdk.Testing.Machines;

/// <summary>What files are: their kinds, modes and contents, and not when they were written.</summary>
internal static class FileSnapshot
{
    /// <summary>The files of a folder; none where it does not exist.</summary>
    public static IReadOnlyDictionary<string, string> Of(string folder)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (Directory.Exists(folder))
            Take(folder, ".", _ => false, found);
        return found;
    }

    /// <summary>Adds what lies below a folder.</summary>
    public static void Take(string folder, string name, Func<string, bool> isLeftOut, IDictionary<string, string> found)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            var path = $"{name}/{entry.Name}";
            if (isLeftOut(entry.FullName))
                continue;
            if (entry.LinkTarget is { } target)
                found[path] = $"link to {target}";
            else if (entry is FileInfo file)
                found[path] = $"file {Mode(file)} {Hash(file)}";
            else
                found[path] = $"folder {Mode(entry)}";
            if (entry is DirectoryInfo && entry.LinkTarget is null)
                Take(entry.FullName, path, isLeftOut, found);
        }
    }

    /// <summary>What differs, for a message; null where nothing does.</summary>
    public static string? Difference(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        IReadOnlyList<string> differences =
        [
            .. after.Where(entry => !before.ContainsKey(entry.Key)).Select(entry => $"new: {entry.Key}"),
            .. after.Where(entry => before.TryGetValue(entry.Key, out var old) && old != entry.Value).Select(entry => $"changed: {entry.Key}"),
            .. before.Keys.Where(path => !after.ContainsKey(path)).Select(path => $"gone: {path}"),
        ];
        return differences.Count == 0 ? null : string.Join(", ", differences);
    }

    private static string Mode(FileSystemInfo entry) => Convert.ToString((int)entry.UnixFileMode, 8);

    // Reading a named pipe or a socket would wait for somebody to write.
    private static string Hash(FileInfo file)
    {
        if (file.Length == 0)
            return "empty";
        using var content = file.OpenRead();
        return string.Create(CultureInfo.InvariantCulture, $"{file.Length} {Convert.ToHexString(SHA256.HashData(content))}");
    }
}
