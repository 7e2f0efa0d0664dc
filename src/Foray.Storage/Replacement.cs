namespace Foray.Storage;

/// <summary>The new content of a file, aside in the same folder until it is committed; disposing it before removes it.</summary>
internal sealed class Replacement : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly string _path;
    private readonly string _aside;
    private bool _committed;

    private Replacement(string path, string aside, FileStream stream)
    {
        (_path, _aside) = (path, aside);
        Stream = stream;
    }

    public FileStream Stream { get; }

    public static Replacement Create(string path, UnixFileMode mode)
    {
        AsideNames.Sweep(path);
        var aside = AsideNames.For(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = BufferSize };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = mode;
        try
        {
            var stream = new FileStream(aside, options);
            // .NET's own lock can be switched off. On a file system without locks nothing is swept.
            _ = LibC.Lock(stream.SafeFileHandle, LibC.LockExclusive | LibC.LockNonBlocking);
            return new Replacement(path, aside, stream);
        }
        catch (Exception exception) when (StorageErrors.IsEnvironmental(exception))
        {
            throw StorageErrors.CannotWrite(path, exception);
        }
    }

    /// <summary>Brings the content to the disk and puts it in place of the old.</summary>
    public void Commit()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(_aside, _path, overwrite: true);
        _committed = true;
        Folder.Flush(Folder.Of(_path));
    }

    public void Dispose()
    {
        if (_committed)
            return;
        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
            // Bytes still in the buffer do not fit either; they are not wanted any more.
        }

        File.Delete(_aside);
    }
}
