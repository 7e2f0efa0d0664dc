using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Foray.Storage;

/// <summary>The C library's calls for which .NET has none of its own.</summary>
internal static partial class LibC
{
    public const int InvalidArgument = 22;
    public const int LockShared = 1;
    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;
    public const int Unlock = 8;

    private const string Library = "libc";
    private const int ReadWrite = 2;

    /// <summary>The answer to opening a socket.</summary>
    public const int NoSuchDevice = 6;

    public static readonly int WouldBlock = OperatingSystem.IsMacOS() ? 35 : 11;
    private static readonly int NonBlocking = OperatingSystem.IsMacOS() ? 4 : 0x800;
    private static readonly int Create = OperatingSystem.IsMacOS() ? 0x200 : 0x40;
    private static readonly int NoFollow = OperatingSystem.IsMacOS() ? 0x100 : OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8000 : 0x20000;
    private static readonly int CloseOnExec = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    public static partial int Flush(SafeFileHandle descriptor);

    [LibraryImport(Library, EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(SafeFileHandle descriptor, int operation);

    [LibraryImport(Library, EntryPoint = "fchmod", SetLastError = true)]
    public static partial int ChangeMode(SafeFileHandle descriptor, uint mode);

    [LibraryImport(Library, EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Rename(string from, string to);

    /// <summary>Opens a folder, or a file for reading, without the lock that .NET would take.</summary>
    public static SafeFileHandle OpenExisting(string path) => new(Open(path, CloseOnExec, 0), ownsHandle: true);

    /// <summary>Opens a file for reading without waiting for anybody.</summary>
    public static SafeFileHandle OpenWithoutWaiting(string path) => new(Open(path, NonBlocking | CloseOnExec, 0), ownsHandle: true);

    /// <summary>Opens a file, which is made where there is none, without the lock that .NET would take. A link is not followed: somebody else may have put it there.</summary>
    public static SafeFileHandle OpenOrCreate(string path, UnixFileMode mode) =>
        new(Open(path, ReadWrite | Create | NoFollow | CloseOnExec, (uint)mode), ownsHandle: true);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, uint mode);
}
