using System.Runtime.InteropServices;

namespace Foray.Processes;

/// <summary>
/// Starts programs with <c>posix_spawn</c>: unlike <see cref="System.Diagnostics.Process"/> it gives each a session, and so a process group, of its own.
/// A child gets default signal actions, an empty signal mask and no descriptors beyond its standard streams.
/// </summary>
internal static unsafe class Spawner
{
    // posix_spawnattr_t takes 336 bytes in glibc and musl, the file actions 80, a signal set 128; all are pointers or smaller on macOS.
    private const int StructureSize = 512;
    private const short SetDefaultSignals = 0x04;
    private const short SetSignalMask = 0x08;
    private const short LinuxSetSession = 0x80;
    private const short AppleSetSession = 0x400;
    private const short AppleCloseOnExecDefault = 0x4000;
    private const uint FileMode = 0x1b6; // rw-rw-rw-, less the umask
    private const int SetDescriptorFlags = 2;
    private const int CloseOnExec = 1;
    private const int FirstOtherDescriptor = 3;

    private static readonly short Flags = (short)(SetDefaultSignals | SetSignalMask
        | (OperatingSystem.IsMacOS() ? AppleSetSession | AppleCloseOnExecDefault : LinuxSetSession));

    private static readonly bool HasCloseFrom = NativeLibrary.TryGetExport(
        NativeLibrary.GetMainProgramHandle(), "posix_spawn_file_actions_addclosefrom_np", out _);

    /// <summary>Starts the program; gives its pid.</summary>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">It cannot be started.</exception>
    public static int Spawn(SpawnRequest request)
    {
        if (request.Arguments.Concat(request.Environment).Any(text => text.Contains('\0')))
            throw StartErrors.HasNul(request.Program);
        using var paths = new NativeStrings([request.Program, request.WorkingFolder ?? "", "/dev/null"]);
        using var arguments = new NativeStrings(request.Arguments);
        using var environment = new NativeStrings(request.Environment);
        var nullDevice = paths.Pointers[2];
        var block = new SpawnBlock
        {
            Program = paths.First,
            Arguments = arguments.Pointers,
            Environment = environment.Pointers,
            Folder = request.WorkingFolder is null ? null : paths.Pointers[1],
            Input = StreamOf(request.Streams[0], nullDevice),
            Output = StreamOf(request.Streams[1], nullDevice),
            Error = StreamOf(request.Streams[2], nullDevice),
        };
        var error = TrySpawn(block, out var pid);
        return error == 0 ? pid : throw StartErrors.From(error, request.Program, request.WorkingFolder);
    }

    /// <summary>Starts the program.</summary>
    /// <returns>0, or the error number.</returns>
    public static int TrySpawn(in SpawnBlock block, out int pid)
    {
        var attributes = stackalloc byte[StructureSize];
        var actions = stackalloc byte[StructureSize];
        Check(LibC.InitializeAttributes(attributes));
        Check(LibC.InitializeActions(actions));
        try
        {
            ResetSignals(attributes);
            AddStream(actions, 0, block.Input);
            AddStream(actions, 1, block.Output);
            AddStream(actions, 2, block.Error);
            if (block.Folder is not null)
                Check(LibC.AddChangeFolder(actions, block.Folder));
            KeepDescriptorsFromChild(actions);
            return LibC.Spawn(out pid, block.Program, actions, attributes, block.Arguments, block.Environment);
        }
        finally
        {
            _ = LibC.DestroyActions(actions);
            _ = LibC.DestroyAttributes(attributes);
        }
    }

    private static SpawnStream StreamOf(int? descriptor, byte* nullDevice) => descriptor is { } own ? SpawnStream.Of(own) : SpawnStream.Device(nullDevice);

    private static void ResetSignals(byte* attributes)
    {
        var signals = stackalloc byte[StructureSize];
        Check(LibC.FillSignals(signals));
        Check(LibC.SetDefaultSignals(attributes, signals));
        Check(LibC.EmptySignals(signals));
        Check(LibC.SetSignalMask(attributes, signals));
        Check(LibC.SetFlags(attributes, Flags));
    }

    private static void AddStream(byte* actions, int target, in SpawnStream stream) =>
        Check(stream.Path is null
            ? LibC.AddDuplicate(actions, stream.Descriptor, target)
            : LibC.AddOpen(actions, target, stream.Path, stream.Flags, FileMode));

    private static void KeepDescriptorsFromChild(byte* actions)
    {
        if (HasCloseFrom)
            Check(LibC.AddCloseFrom(actions, FirstOtherDescriptor));
        else if (OperatingSystem.IsLinux())
            MarkInheritedDescriptors();
    }

    /// <summary>.NET marks what it opens, but not what Foray itself inherited.</summary>
    private static void MarkInheritedDescriptors()
    {
        foreach (var path in Directory.EnumerateFiles("/proc/self/fd"))
        {
            if (int.TryParse(Path.GetFileName(path), out var descriptor) && descriptor >= FirstOtherDescriptor)
                _ = LibC.Control(descriptor, SetDescriptorFlags, CloseOnExec);
        }
    }

    private static void Check(int error)
    {
        if (error != 0)
            throw new InvalidOperationException($"posix_spawn cannot be prepared: {Marshal.GetPInvokeErrorMessage(error)}");
    }
}
