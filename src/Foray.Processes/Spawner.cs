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
    private const int ReadWrite = 2;
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
            throw StartErrors.CannotStart(request.Program, "an argument or environment variable contains a NUL character", "remove the character");
        using var paths = new NativeStrings([request.Program, request.WorkingFolder ?? "", "/dev/null"]);
        using var arguments = new NativeStrings(request.Arguments);
        using var environment = new NativeStrings(request.Environment);
        var attributes = stackalloc byte[StructureSize];
        var actions = stackalloc byte[StructureSize];
        Check(LibC.InitializeAttributes(attributes));
        Check(LibC.InitializeActions(actions));
        try
        {
            ResetSignals(attributes);
            AddStreams(actions, request.Streams, paths.Pointers[2]);
            if (request.WorkingFolder is not null)
                Check(LibC.AddChangeFolder(actions, paths.Pointers[1]));
            KeepDescriptorsFromChild(actions);
            var error = LibC.Spawn(out var pid, paths.First, actions, attributes, arguments.Pointers, environment.Pointers);
            return error == 0 ? pid : throw StartErrors.From(error, request.Program, request.WorkingFolder);
        }
        finally
        {
            _ = LibC.DestroyActions(actions);
            _ = LibC.DestroyAttributes(attributes);
        }
    }

    private static void ResetSignals(byte* attributes)
    {
        var signals = stackalloc byte[StructureSize];
        Check(LibC.FillSignals(signals));
        Check(LibC.SetDefaultSignals(attributes, signals));
        Check(LibC.EmptySignals(signals));
        Check(LibC.SetSignalMask(attributes, signals));
        Check(LibC.SetFlags(attributes, Flags));
    }

    private static void AddStreams(byte* actions, IReadOnlyList<int?> streams, byte* nullDevice)
    {
        for (var target = 0; target < FirstOtherDescriptor; target++)
        {
            Check(streams[target] is { } descriptor
                ? LibC.AddDuplicate(actions, descriptor, target)
                : LibC.AddOpen(actions, target, nullDevice, ReadWrite, 0));
        }
    }

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
