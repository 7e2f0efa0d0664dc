namespace Foray.Configuration.Variables;

/// <summary>Where values that do not stand in the file come from.</summary>
/// <param name="environment">Reads an environment variable.</param>
/// <param name="folder">Folder that relative paths are taken from.</param>
internal sealed class ValueSources(Func<string, string?> environment, string folder)
{
    /// <summary>Largest file that a value is read from.</summary>
    private const int MostBytes = 1 << 20;

    public string Folder { get; } = folder;

    public string? FromEnvironment(string name) => name.Length == 0 || name.Contains('\0', StringComparison.Ordinal) ? null : environment(name);

    /// <summary>The text of a file without the end of its last line; null where it cannot be read or has more than a mebibyte.</summary>
    public string? FromFile(string path)
    {
        try
        {
            var file = new FileInfo(Resolve(path));
            return file.Exists && file.Length <= MostBytes ? File.ReadAllText(file.FullName).TrimEnd('\r', '\n') : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>True where a path names a file or folder.</summary>
    public bool Exists(string path)
    {
        var full = Resolve(path);
        return File.Exists(full) || Directory.Exists(full);
    }

    /// <summary>A path with <c>~</c> for the home folder, relative to the file's folder.</summary>
    private string Resolve(string path) => HomePath.Expand(path, environment, Folder);
}
