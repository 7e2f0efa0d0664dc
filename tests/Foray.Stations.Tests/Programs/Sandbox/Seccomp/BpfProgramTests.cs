using CsCheck;
using Foray.Stations.Programs.Sandbox.Seccomp;

namespace Foray.Stations.Tests.Programs.Sandbox.Seccomp;

public sealed class BpfProgramTests
{
    [Fact]
    public void An_instruction_has_the_bytes_that_the_kernel_reads()
    {
        var bytes = new BpfProgram().Load(4).IfNotEqual(0xc000003e, body => body.Return(0x80000000)).ToBytes();
        Assert.Equal("2000000004000000" + "150001003E0000C0" + "0600000000000080", Convert.ToHexString(bytes));
    }

    [Fact]
    public void Conditions_within_conditions_do_as_they_say() =>
        Gen.Select(Gen.UInt[0, 20], Gen.UInt[0, 20], Gen.UInt[0, 20], Gen.UInt[0, 20]).Sample((loaded, equal, least, bits) =>
        {
            var filter = new BpfProgram()
                .Load(0)
                .IfAtLeast(least, body => body
                    .IfEqual(equal, inner => inner.Return(1))
                    .IfNotEqual(20, inner => inner.And(7).IfAnySet(bits, innermost => innermost.Return(2))))
                .Return(3);
            return BpfMachine.Run(filter.Instructions, 0, loaded) == Expected(loaded, equal, least, bits);
        });

    [Fact]
    public void A_body_that_no_jump_can_skip_is_not_written()
    {
        var filter = new BpfProgram();
        Assert.Throws<OverflowException>(() => filter.IfEqual(1, body =>
        {
            for (var i = 0; i < 256; i++)
                body.Load(0);
        }));
    }

    private static uint Expected(uint loaded, uint equal, uint least, uint bits)
    {
        if (loaded < least)
            return 3;
        if (loaded == equal)
            return 1;
        return loaded != 20 && (loaded & 7 & bits) != 0 ? 2u : 3;
    }
}
