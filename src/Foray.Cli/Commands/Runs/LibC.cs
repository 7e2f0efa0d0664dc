using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Foray.Cli.Commands.Runs;

/// <summary>Appending as the system does it: .NET looks where the end is, and writes there, over what others have appended in between.</summary>
internal static partial class LibC
{
    private const int WriteOnly = 1;

    private static int Append => OperatingSystem.IsMacOS() ? 0x8 : 0x400;

    private static int CloseOnExec => OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    /// <summary>Opens a file that is there, to append to it.</summary>
    public static SafeFileHandle OpenToAppend(string path) => Open(path, WriteOnly | Append | CloseOnExec);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeFileHandle file, ReadOnlySpan<byte> content, nint length);
}
