using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Foray.Tracking.Spool;

/// <summary>A file as memory. What is written to it survives the end of the process at any moment.</summary>
internal sealed unsafe class MappedFile : IDisposable
{
    /// <summary>The least size of a page anywhere; where pages are larger, some are written to twice.</summary>
    private const int PageSize = 4096;

    /// <summary>
    /// What is written in one call. Linux keeps a file in pages as large as the writes that made it, where the file system can (ext4 since 6.16, XFS), and those of
    /// 2 MiB, no more and no less, are mapped by one fault instead of 512, and cleaned by one flush of the translations instead of 512.
    /// </summary>
    private const int ZerosAtOnce = 2 * 1024 * 1024;

    private static readonly ReadOnlyMemory<byte> Zeros = new byte[64 * 1024];

    private byte* _bytes;

    private MappedFile(byte* bytes, long length)
    {
        _bytes = bytes;
        Length = length;
    }

    public byte* Bytes => _bytes;

    public long Length { get; }

    /// <summary>Makes a file of zeros that has all of its blocks: a write to a mapped hole on a full disk would kill the process.</summary>
    /// <exception cref="IOException">There is no room, or it cannot be made; nothing is left of it.</exception>
    public static MappedFile Create(string path, long length)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            Allocate(file, length);
            var mapped = Map(file, length, LibC.Read | LibC.Write);
            mapped.Populate();
            return mapped;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Maps a file for reading; it must not get shorter.</summary>
    /// <exception cref="IOException">It cannot be mapped.</exception>
    public static MappedFile OpenRead(SafeFileHandle file) => Map(file, RandomAccess.GetLength(file), LibC.Read);

    /// <summary>Brings what was written to the disk.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public void Flush()
    {
        if (LibC.Flush(_bytes, (nuint)Length, LibC.Synchronous) != 0)
            throw Failure("flush", Marshal.GetLastPInvokeError());
    }

    /// <summary>Gives the memory back; pointers into it are no longer valid. Safe to repeat.</summary>
    public void Dispose()
    {
        if (_bytes is not null)
            _ = LibC.Unmap(_bytes, (nuint)Length);
        _bytes = null;
    }

    /// <summary>The blocks are set aside where the file system can do that, and then all written: touching them one by one through the memory takes many times as long.</summary>
    private static void Allocate(SafeFileHandle file, long length)
    {
        var error = OperatingSystem.IsLinux() ? LibC.Interrupted : 0;
        while (error == LibC.Interrupted)
            error = LibC.Allocate(file, 0, length);
        if (error == LibC.NoSpace || error == LibC.QuotaExceeded)
            throw Failure("make room for", error);
        WriteZeros(file, length);
    }

    private static void WriteZeros(SafeFileHandle file, long length)
    {
        for (var offset = 0L; offset < length; offset += ZerosAtOnce)
            RandomAccess.Write(file, ZerosOf((int)Math.Min(ZerosAtOnce, length - offset)), offset);
    }

    private static ReadOnlyMemory<byte>[] ZerosOf(int length)
    {
        var parts = new ReadOnlyMemory<byte>[(length + Zeros.Length - 1) / Zeros.Length];
        Array.Fill(parts, Zeros);
        parts[^1] = Zeros[..(length - (parts.Length - 1) * Zeros.Length)];
        return parts;
    }

    private static MappedFile Map(SafeFileHandle file, long length, int protection)
    {
        var bytes = LibC.Map(0, (nuint)length, protection, LibC.Shared, file, 0);
        return (nint)bytes == -1 ? throw Failure("map", Marshal.GetLastPInvokeError()) : new MappedFile(bytes, length);
    }

    /// <summary>
    /// Takes the page faults away from whoever writes first. Each page is written to: with ext4 and Linux 6.18, what MADV_POPULATE_WRITE has made writable
    /// faults again at the first write, which is then many times as expensive as all else of a call.
    /// </summary>
    private void Populate()
    {
        for (var offset = 0L; offset < Length; offset += PageSize)
            Volatile.Write(ref _bytes[offset], 0);
    }

    private static IOException Failure(string what, int error) => new($"cannot {what} a file: {Marshal.GetPInvokeErrorMessage(error)}", error);
}
