using Foray.Stations.Programs.Sandbox.Seccomp;

namespace Foray.Stations.Tests.Programs.Sandbox.Seccomp;

/// <summary>Runs a filter as the kernel does.</summary>
internal static class BpfMachine
{
    public static uint Run(IReadOnlyList<BpfInstruction> filter, uint architecture, uint number, params ulong[] arguments)
    {
        var loaded = 0u;
        for (var at = 0; ; at++)
        {
            var (code, jumpIfTrue, jumpIfFalse, operand) = filter[at];
            switch (code)
            {
                case BpfInstruction.Load:
                    loaded = Word(operand, architecture, number, arguments);
                    break;
                case BpfInstruction.And:
                    loaded &= operand;
                    break;
                case BpfInstruction.JumpEqual:
                    at += loaded == operand ? jumpIfTrue : jumpIfFalse;
                    break;
                case BpfInstruction.JumpAtLeast:
                    at += loaded >= operand ? jumpIfTrue : jumpIfFalse;
                    break;
                case BpfInstruction.JumpAnySet:
                    at += (loaded & operand) != 0 ? jumpIfTrue : jumpIfFalse;
                    break;
                case BpfInstruction.Return:
                    return operand;
                default:
                    throw new InvalidOperationException($"no such instruction: {code:x}");
            }
        }
    }

    private static uint Word(uint offset, uint architecture, uint number, ulong[] arguments)
    {
        if (offset is 0)
            return number;
        if (offset is 4)
            return architecture;
        var argument = arguments.ElementAtOrDefault((int)(offset - 16) / 8);
        return offset % 8 == 0 ? (uint)argument : (uint)(argument >> 32);
    }
}
