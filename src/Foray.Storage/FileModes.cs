namespace Foray.Storage;

/// <summary>Who may read a file.</summary>
public static class FileModes
{
    /// <summary>Everybody reads, the owner writes (0644).</summary>
    public const UnixFileMode Shared = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>The owner alone reads and writes (0600).</summary>
    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
}
