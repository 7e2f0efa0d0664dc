using System.Runtime.InteropServices;

namespace Foray.Stations.Programs.Sandbox.Seccomp;

/// <summary>The filter of system calls that workers run under, for <c>seccomp(2)</c>: no new processes, no sockets, nothing that reaches other processes or the host.</summary>
internal static class SyscallFilter
{
    /// <summary>Answer that lets the call through.</summary>
    public const uint Allow = 0x7fff_0000;

    /// <summary>Answer that ends the process: the call is one of another architecture.</summary>
    public const uint KillProcess = 0x8000_0000;

    /// <summary>Answer that lets the call fail with EPERM.</summary>
    public const uint NotPermitted = FailWith | 1;

    /// <summary>Answer that lets the call fail with ENOSYS, at which C libraries turn to an older call.</summary>
    public const uint NotImplemented = FailWith | 38;

    private const uint FailWith = 0x0005_0000;

    // Offsets in struct seccomp_data; the lower halves of arguments come first on both architectures.
    private const uint NumberOffset = 0;
    private const uint ArchitectureOffset = 4;
    private const uint FirstArgumentOffset = 16;
    private const uint SecondArgumentOffset = 24;

    private const uint AuditX64 = 0xc000_003e;
    private const uint AuditArm64 = 0xc000_00b7;

    // mseal of Linux 6.10. What comes later nobody has looked at; and so fall the calls of the x32 form, which have bit 30.
    private const uint LastKnown = 462;

    private const uint NewThread = 0x0001_0000; // CLONE_THREAD
    private const uint LocalFamily = 1; // AF_UNIX
    private const uint TypeMask = 0xf;
    private const uint StreamType = 1; // SOCK_STREAM: unlike a datagram socket it stays with its peer

    private static readonly SystemCall Clone = new("clone", 56, 220);
    private static readonly SystemCall Clone3 = new("clone3", 435, 435);
    private static readonly SystemCall SocketPair = new("socketpair", 53, 199);

    /// <summary>Whether there is a filter for the architecture.</summary>
    public static bool Exists(Architecture architecture) => architecture is Architecture.X64 or Architecture.Arm64;

    /// <summary>The filter for an architecture for which there is one.</summary>
    public static BpfProgram Write(Architecture architecture)
    {
        var filter = new BpfProgram()
            .Load(ArchitectureOffset)
            .IfNotEqual(architecture == Architecture.X64 ? AuditX64 : AuditArm64, other => other.Return(KillProcess))
            .Load(NumberOffset)
            .IfAtLeast(LastKnown + 1, unknown => unknown.Return(NotImplemented));
        On(filter, Clone3, architecture, call => call.Return(NotImplemented)); // its flags are in memory, where a filter cannot look
        On(filter, Clone, architecture, call => call
            .Load(FirstArgumentOffset)
            .IfAnySet(NewThread, thread => thread.Return(Allow))
            .Return(NotPermitted));
        On(filter, SocketPair, architecture, call => call
            .Load(FirstArgumentOffset)
            .IfEqual(LocalFamily, local => local
                .Load(SecondArgumentOffset)
                .And(TypeMask)
                .IfEqual(StreamType, stream => stream.Return(Allow)))
            .Return(NotPermitted));
        foreach (var refused in RefusedCalls.All)
            On(filter, refused, architecture, call => call.Return(NotPermitted));
        return filter.Return(Allow);
    }

    private static void On(BpfProgram filter, SystemCall call, Architecture architecture, Action<BpfProgram> body)
    {
        if (call.On(architecture) is { } number)
            filter.IfEqual(number, body);
    }
}
