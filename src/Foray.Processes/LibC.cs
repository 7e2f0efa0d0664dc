using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Foray.Processes;

/// <summary>The C library's calls for which .NET has none of its own.</summary>
internal static unsafe partial class LibC
{
    public const int InterruptedCall = 4;
    public const int NoSuchProcess = 3;
    public const int NoSuchFile = 2;
    public const int NoChild = 10;
    public const int NotPermitted = 1;
    public const int Executable = 1;
    public const short PollIn = 1;
    public const short PollOut = 4;

    private const string Library = "libc";
    private const int PidfdOpenNumber = 434;
    private const int WaitNoHang = 1;
    private const int SetChildSubreaper = 36;
    private const int LinuxCloseOnExec = 0x80000;

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollDescriptor* descriptors, nuint count, int timeoutMilliseconds);

    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, byte* buffer, nuint count);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(SafeFileHandle descriptor, Span<byte> buffer, nuint count);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, byte* buffer, nuint count);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeFileHandle descriptor, ReadOnlySpan<byte> buffer, nuint count);

    [LibraryImport(Library, EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport(Library, EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Access(string path, int mode);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(int descriptor, int command, int argument);

    [LibraryImport(Library, EntryPoint = "signal", SetLastError = true)]
    public static partial nint SetSignalAction(int signal, nint action);

    [LibraryImport(Library, EntryPoint = "sigfillset")]
    public static partial int FillSignals(void* set);

    [LibraryImport(Library, EntryPoint = "sigemptyset")]
    public static partial int EmptySignals(void* set);

    [LibraryImport(Library, EntryPoint = "posix_spawn")]
    public static partial int Spawn(out int pid, byte* path, void* actions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_init")]
    public static partial int InitializeAttributes(void* attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_destroy")]
    public static partial int DestroyAttributes(void* attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setflags")]
    public static partial int SetFlags(void* attributes, short flags);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigdefault")]
    public static partial int SetDefaultSignals(void* attributes, void* set);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigmask")]
    public static partial int SetSignalMask(void* attributes, void* set);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_init")]
    public static partial int InitializeActions(void* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_destroy")]
    public static partial int DestroyActions(void* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static partial int AddDuplicate(void* actions, int descriptor, int newDescriptor);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addopen")]
    public static partial int AddOpen(void* actions, int descriptor, byte* path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addchdir_np")]
    public static partial int AddChangeFolder(void* actions, byte* path);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addclosefrom_np")]
    public static partial int AddCloseFrom(void* actions, int descriptor);

    /// <summary>Reaps a child that has ended, and does not wait for one. 0 where none has; negative where there is none.</summary>
    /// <param name="pid">The child; -1 for any.</param>
    /// <param name="status">How it ended: see <see cref="ExitStatus"/>.</param>
    /// <param name="usage">What it used.</param>
    public static int Reap(int pid, out int status, out ResourceUsage usage)
    {
        int result;
        fixed (int* statusStart = &status)
        fixed (ResourceUsage* usageStart = &usage)
        {
            do
                result = Wait4(pid, statusStart, WaitNoHang, usageStart);
            while (result < 0 && Marshal.GetLastPInvokeError() == InterruptedCall);
        }

        return result;
    }

    /// <summary>Makes this process the parent of every descendant whose own parent ends. Linux only.</summary>
    public static int AdoptOrphans() => ControlProcess(SetChildSubreaper, 1, 0, 0, 0);

    /// <summary>A descriptor that becomes readable when the process ends; negative where the process is gone or the system has no such thing.</summary>
    public static int OpenPidfd(int pid) =>
        OperatingSystem.IsLinux() ? (int)SystemCall(PidfdOpenNumber, pid, 0) : -1;

    /// <summary>Opens a file of <c>/proc</c> without the locks and checks of <see cref="File"/>, which cost more than the read.</summary>
    public static int OpenForReading(string path) => Open(path, LinuxCloseOnExec);

    /// <summary>Makes a pipe whose ends no child inherits. On macOS they are not marked so, but our children get only what they are given.</summary>
    public static int Pipe(int* ends) => OperatingSystem.IsLinux() ? PipeWithFlags(ends, LinuxCloseOnExec) : PlainPipe(ends);

    [LibraryImport(Library, EntryPoint = "pipe2", SetLastError = true)]
    private static partial int PipeWithFlags(int* ends, int flags);

    [LibraryImport(Library, EntryPoint = "pipe", SetLastError = true)]
    private static partial int PlainPipe(int* ends);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "wait4", SetLastError = true)]
    private static partial int Wait4(int pid, int* status, int options, ResourceUsage* usage);

    [LibraryImport(Library, EntryPoint = "prctl", SetLastError = true)]
    private static partial int ControlProcess(int option, nuint first, nuint second, nuint third, nuint fourth);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint first, nint second);
}
