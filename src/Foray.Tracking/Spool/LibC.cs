using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Foray.Tracking.Spool;

/// <summary>The C library's calls for memory that is a file. .NET's own views flush when they are disposed, also those of readers.</summary>
internal static unsafe partial class LibC
{
    public const int Interrupted = 4;
    public const int NoSpace = 28;
    public const int Read = 1;
    public const int Write = 2;
    public const int Shared = 1;

    public static readonly int QuotaExceeded = OperatingSystem.IsMacOS() ? 69 : 122;
    public static readonly int Synchronous = OperatingSystem.IsMacOS() ? 0x10 : 4;

    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    public static partial byte* Map(nint address, nuint length, int protection, int flags, SafeFileHandle file, long offset);

    [LibraryImport(Library, EntryPoint = "munmap", SetLastError = true)]
    public static partial int Unmap(byte* address, nuint length);

    [LibraryImport(Library, EntryPoint = "msync", SetLastError = true)]
    public static partial int Flush(byte* address, nuint length, int flags);

    /// <returns>0 or the number of the error.</returns>
    [LibraryImport(Library, EntryPoint = "posix_fallocate")]
    public static partial int Allocate(SafeFileHandle file, long offset, long length);
}
