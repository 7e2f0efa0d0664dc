using Foray.Storage;

namespace Foray.Tracking.Artifacts;

/// <summary>Opens files with contents.</summary>
internal static class ContentFile
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Opens a file for reading; null where it is missing, or is no file.</summary>
    public static FileStream? Open(string path)
    {
        try
        {
            return RegularFile.Is(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize, useAsync: false) : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>An empty file that goes when it is closed.</summary>
    public static FileStream CreateTemporary() =>
        new(Path.Combine(Path.GetTempPath(), $"foray-artifact-{Guid.NewGuid():N}"), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = BufferSize,
            Options = FileOptions.DeleteOnClose,
            UnixCreateMode = FileModes.Private,
        });
}
