namespace Foray.Experiments.Running;

/// <summary>Tells whether a file or folder outside the output folder is still what Foray put there.</summary>
internal static class OutputStamp
{
    /// <summary>The stamp of what is about to be made.</summary>
    public const string Pending = "";

    /// <summary>The stamp of what was not made after all; nothing that exists has it.</summary>
    public const string NotOurs = "none";

    /// <summary>Size and time of a file; of a folder those of all that is in it.</summary>
    public static string Of(string path)
    {
        if (!Path.Exists(path))
            return Pending;
        var files = Directory.Exists(path)
            ? new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal)
            : Enumerable.Repeat(new FileInfo(path), 1);
        return FileNames.Hash(string.Join('\n', files.Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}")), 32);
    }
}
