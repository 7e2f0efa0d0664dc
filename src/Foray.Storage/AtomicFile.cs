using System.Text;

namespace Foray.Storage;

/// <summary>
/// Replaces files as a whole: a reader, also after a crash or a power failure, finds the old content or the new, never a part.
/// Failures of the disk are diagnostics (FORAY311) and leave the old content.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes a text as UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its new content.</param>
    /// <param name="mode">Who may read it, less the process's umask. Default: everybody.</param>
    public static void Write(string path, string text, UnixFileMode mode = FileModes.Shared) =>
        Write(path, Encoding.UTF8.GetBytes(text), mode);

    /// <summary>Writes bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its new content.</param>
    /// <param name="mode">Who may read it, less the process's umask. Default: everybody.</param>
    public static void Write(string path, ReadOnlySpan<byte> content, UnixFileMode mode = FileModes.Shared)
    {
        using var replacement = Replacement.Create(path, mode);
        try
        {
            replacement.Stream.Write(content);
            replacement.Commit();
        }
        catch (Exception exception) when (StorageErrors.IsEnvironmental(exception))
        {
            throw StorageErrors.CannotWrite(path, exception);
        }
    }

    /// <summary>Writes a text as UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its new content.</param>
    /// <param name="mode">Who may read it, less the process's umask. Default: everybody.</param>
    /// <param name="cancellationToken">Gives up, leaving the old content.</param>
    public static Task WriteAsync(string path, string text, UnixFileMode mode = FileModes.Shared, CancellationToken cancellationToken = default) =>
        WriteAsync(path, Encoding.UTF8.GetBytes(text), mode, cancellationToken);

    /// <summary>Writes bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its new content.</param>
    /// <param name="mode">Who may read it, less the process's umask. Default: everybody.</param>
    /// <param name="cancellationToken">Gives up, leaving the old content.</param>
    public static Task WriteAsync(
        string path, ReadOnlyMemory<byte> content, UnixFileMode mode = FileModes.Shared, CancellationToken cancellationToken = default) =>
        Task.Run(() => Write(path, content.Span, mode), cancellationToken);

    /// <summary>Writes what the callback writes to the stream. Where it throws, the old content stays.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the new content.</param>
    /// <param name="mode">Who may read it, less the process's umask. Default: everybody.</param>
    /// <param name="cancellationToken">Gives up, leaving the old content.</param>
    public static async Task WriteAsync(
        string path,
        Func<Stream, CancellationToken, Task> write,
        UnixFileMode mode = FileModes.Shared,
        CancellationToken cancellationToken = default)
    {
        using var replacement = Replacement.Create(path, mode);
        try
        {
            await write(replacement.Stream, cancellationToken);
        }
        catch (Exception exception) when (StorageErrors.IsFull(exception))
        {
            throw StorageErrors.CannotWrite(path, exception);
        }

        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await Task.Run(replacement.Commit, CancellationToken.None);
        }
        catch (Exception exception) when (StorageErrors.IsEnvironmental(exception))
        {
            throw StorageErrors.CannotWrite(path, exception);
        }
    }
}
