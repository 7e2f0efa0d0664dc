using System.Buffers.Binary;

namespace Foray.Stations.Programs.Sandbox.Seccomp;

/// <summary>An instruction of the classic Berkeley packet filter: <c>struct sock_filter</c> of <c>linux/filter.h</c>.</summary>
/// <param name="Code">What it does.</param>
/// <param name="JumpIfTrue">How many instructions a jump skips where its condition holds.</param>
/// <param name="JumpIfFalse">How many it skips otherwise.</param>
/// <param name="Operand">Its operand <c>k</c>.</param>
internal readonly record struct BpfInstruction(ushort Code, byte JumpIfTrue, byte JumpIfFalse, uint Operand)
{
    /// <summary>Bytes of one instruction.</summary>
    public const int Size = 8;

    /// <summary>Loads the 32 bits at an offset.</summary>
    public const ushort Load = 0x20;

    /// <summary>Keeps those bits of what was loaded that the operand has.</summary>
    public const ushort And = 0x54;

    /// <summary>Jumps by whether what was loaded is the operand.</summary>
    public const ushort JumpEqual = 0x15;

    /// <summary>Jumps by whether what was loaded is the operand or more.</summary>
    public const ushort JumpAtLeast = 0x35;

    /// <summary>Jumps by whether what was loaded has any bit of the operand.</summary>
    public const ushort JumpAnySet = 0x45;

    /// <summary>Ends the filter with the operand as its answer.</summary>
    public const ushort Return = 0x06;

    /// <summary>Writes it in the byte order of x64 and arm64.</summary>
    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(target, Code);
        target[2] = JumpIfTrue;
        target[3] = JumpIfFalse;
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], Operand);
    }
}
