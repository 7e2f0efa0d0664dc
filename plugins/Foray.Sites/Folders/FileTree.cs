namespace Foray.Sites.Folders;

internal static class FileTree
{
    private const UnixFileMode Full = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Removes whatever is at the path; a symbolic link is removed, not followed. Nothing there is fine.</summary>
    public static void Delete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
        }
        catch (IOException) when (File.Exists(path) || new FileInfo(path).LinkTarget is not null)
        {
            File.Delete(path);
        }
        catch (UnauthorizedAccessException)
        {
            OpenUp(path);
            Directory.Delete(path, recursive: true);
        }
    }

    // A command may have left folders that even their owner cannot write.
    private static void OpenUp(string folder)
    {
        File.SetUnixFileMode(folder, Full);
        foreach (var child in new DirectoryInfo(folder).EnumerateDirectories().Where(child => child.LinkTarget is null))
            OpenUp(child.FullName);
    }
}
