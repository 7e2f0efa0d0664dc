using System.Runtime.InteropServices;
using CsCheck;
using Foray.Stations.Programs.Sandbox.Seccomp;

namespace Foray.Stations.Tests.Programs.Sandbox.Seccomp;

public sealed class SyscallFilterTests
{
    private const uint AuditX64 = 0xc000_003e;
    private const uint AuditArm64 = 0xc000_00b7;
    private const int LastKnown = 462;
    private const ulong ThreadFlags = 0x3d0f00; // what pthread_create asks for
    private const ulong ForkFlags = 0x1200011; // what fork asks for

    public static TheoryData<Architecture> Architectures => [Architecture.X64, Architecture.Arm64];

    [Theory]
    [MemberData(nameof(Architectures))]
    public void All_numbers_are_answered_as_the_lists_say(Architecture architecture)
    {
        var refused = RefusedCalls.All.Select(call => call.On(architecture)).OfType<uint>().ToHashSet();
        uint[] special = architecture == Architecture.X64 ? [56, 435, 53] : [220, 435, 199];
        for (var number = 0u; number <= LastKnown; number++)
        {
            if (!special.Contains(number))
                Assert.Equal(refused.Contains(number) ? SyscallFilter.NotPermitted : SyscallFilter.Allow, Answer(architecture, number));
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Calls_that_nobody_has_looked_at_do_not_exist(Architecture architecture) =>
        Gen.UInt[LastKnown + 1, uint.MaxValue].Sample(number => Answer(architecture, number) == SyscallFilter.NotImplemented);

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Threads_may_be_made_and_processes_not(Architecture architecture)
    {
        var clone = architecture == Architecture.X64 ? 56u : 220;
        Assert.Equal(SyscallFilter.Allow, Answer(architecture, clone, ThreadFlags));
        Assert.Equal(SyscallFilter.NotPermitted, Answer(architecture, clone, ForkFlags));
        Assert.Equal(SyscallFilter.NotPermitted, Answer(architecture, clone, 0x10000_00000000)); // the kernel looks at the lower half
        Assert.Equal(SyscallFilter.NotImplemented, Answer(architecture, 435, ThreadFlags));
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Only_a_connected_pair_of_local_sockets_may_be_made(Architecture architecture)
    {
        const uint CloseOnExec = 0x80000;
        var pair = architecture == Architecture.X64 ? 53u : 199;
        Assert.Equal(SyscallFilter.Allow, Answer(architecture, pair, 1, 1));
        Assert.Equal(SyscallFilter.Allow, Answer(architecture, pair, 1, 1 | CloseOnExec));
        Assert.Equal(SyscallFilter.NotPermitted, Answer(architecture, pair, 1, 2));
        Assert.Equal(SyscallFilter.NotPermitted, Answer(architecture, pair, 2, 1));
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Calls_of_another_architecture_end_the_process(Architecture architecture)
    {
        var own = architecture == Architecture.X64 ? AuditX64 : AuditArm64;
        var filter = SyscallFilter.Write(architecture).Instructions;
        Gen.Select(Gen.UInt, Gen.UInt).Where((other, _) => other != own)
            .Sample((other, number) => BpfMachine.Run(filter, other, number) == SyscallFilter.KillProcess);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void No_call_is_listed_twice(Architecture architecture)
    {
        var numbers = RefusedCalls.All.Select(call => call.On(architecture)).OfType<uint>().ToList();
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
    }

    [Fact]
    public void Names_and_numbers_are_those_of_this_system()
    {
        const string Header = "/usr/include/x86_64-linux-gnu/asm/unistd_64.h";
        Assert.SkipUnless(File.Exists(Header), "needs the header of the system calls: linux-libc-dev on x64");
        var numbers = File.ReadLines(Header).Select(line => line.Split(' ')).Where(parts => parts is ["#define", _, _]).ToDictionary(parts => parts[1], parts => parts[2]);
        Assert.All(RefusedCalls.All, call => Assert.Equal($"{call.X64}", numbers[$"__NR_{call.Name}"]));
    }

    private static uint Answer(Architecture architecture, uint number, params ulong[] arguments) =>
        BpfMachine.Run(SyscallFilter.Write(architecture).Instructions, architecture == Architecture.X64 ? AuditX64 : AuditArm64, number, arguments);
}
