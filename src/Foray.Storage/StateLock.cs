using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Foray.Storage;

/// <summary>
/// An exclusive lock between processes, held through a file that stays in place. The system releases it when the holder ends, however it ends.
/// </summary>
public sealed class StateLock : IDisposable
{
    private readonly SafeFileHandle _file;

    private StateLock(SafeFileHandle file) => _file = file;

    /// <summary>Takes the lock, or tells who has it.</summary>
    /// <param name="path">The lock's file; made, with its folder, where there is none.</param>
    /// <param name="holderPid">Where the lock is taken: the pid of the holder, or 0 where it has not told yet.</param>
    /// <returns>The lock until it is disposed; null where another has it.</returns>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">The file cannot be made or locked (FORAY314).</exception>
    public static StateLock? TryAcquire(string path, out int holderPid)
    {
        holderPid = 0;
        var file = OpenFile(path);
        try
        {
            if (LibC.Lock(file, LibC.LockExclusive | LibC.LockNonBlocking) == 0)
            {
                WriteHolder(file, path);
                return new StateLock(file);
            }

            var error = Marshal.GetLastPInvokeError();
            if (error != LibC.WouldBlock)
                throw StorageErrors.CannotLock(path, error);
            holderPid = ReadHolder(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return null;
    }

    /// <summary>The process that has the lock; null where none has. Takes and changes nothing.</summary>
    /// <param name="path">The lock's file; it need not exist.</param>
    public static int? Holder(string path)
    {
        using var file = LibC.OpenExisting(path);
        if (file.IsInvalid || ReadHolder(file) is not (> 0 and var pid))
            return null;
        // A pid without a lock is that of a holder that was killed.
        return LibC.Lock(file, LibC.LockShared | LibC.LockNonBlocking) == 0 ? null : pid;
    }

    /// <summary>Releases the lock. Safe to repeat.</summary>
    public void Dispose()
    {
        if (_file.IsClosed)
            return;
        try
        {
            RandomAccess.SetLength(_file, 0);
        }
        catch (IOException)
        {
            // The number only tells others whom to ask.
        }

        // A process that this one is just starting has the file too until it runs its program: closing it here would not be enough.
        _ = LibC.Lock(_file, LibC.Unlock);
        _file.Dispose();
    }

    private static SafeFileHandle OpenFile(string path)
    {
        try
        {
            Directory.CreateDirectory(Folder.Of(path));
        }
        catch (Exception exception) when (StorageErrors.IsEnvironmental(exception))
        {
            throw StorageErrors.CannotWrite(path, exception);
        }

        var file = LibC.OpenOrCreate(path, FileModes.Shared);
        return file.IsInvalid ? throw StorageErrors.CannotLock(path, Marshal.GetLastPInvokeError()) : file;
    }

    private static void WriteHolder(SafeFileHandle file, string path)
    {
        try
        {
            // On macOS "open" is called without the mode, which C passes there in another way than .NET does.
            if (OperatingSystem.IsMacOS())
                _ = LibC.ChangeMode(file, (uint)FileModes.Shared);
            RandomAccess.SetLength(file, 0);
            RandomAccess.Write(file, Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"), 0);
        }
        catch (Exception exception) when (StorageErrors.IsFull(exception))
        {
            // The lock is held without its number too, and whoever makes room again needs it.
        }
        catch (Exception exception) when (StorageErrors.IsEnvironmental(exception))
        {
            throw StorageErrors.CannotWrite(path, exception);
        }
    }

    private static int ReadHolder(SafeFileHandle file)
    {
        Span<byte> content = stackalloc byte[16];
        var length = RandomAccess.Read(file, content, 0);
        return length > 0 && content[length - 1] == '\n' && Utf8Parser.TryParse(content[..length], out int pid, out _) ? pid : 0;
    }
}
