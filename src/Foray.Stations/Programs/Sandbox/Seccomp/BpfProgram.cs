namespace Foray.Stations.Programs.Sandbox.Seccomp;

/// <summary>A filter that is being written: loads, conditions and answers. A condition jumps over its body where it does not hold, so that nobody counts jumps.</summary>
internal sealed class BpfProgram
{
    private readonly List<BpfInstruction> _instructions = [];

    /// <summary>What was written so far.</summary>
    public IReadOnlyList<BpfInstruction> Instructions => _instructions;

    /// <summary>Loads 32 bits of what is looked at.</summary>
    public BpfProgram Load(uint offset) => Add(new BpfInstruction(BpfInstruction.Load, 0, 0, offset));

    /// <summary>Keeps some bits of what was loaded.</summary>
    public BpfProgram And(uint mask) => Add(new BpfInstruction(BpfInstruction.And, 0, 0, mask));

    /// <summary>Answers.</summary>
    public BpfProgram Return(uint answer) => Add(new BpfInstruction(BpfInstruction.Return, 0, 0, answer));

    /// <summary>Does something where what was loaded is the value.</summary>
    public BpfProgram IfEqual(uint value, Action<BpfProgram> body) => Guard(BpfInstruction.JumpEqual, value, body, whereTrue: true);

    /// <summary>Does something where what was loaded is another value.</summary>
    public BpfProgram IfNotEqual(uint value, Action<BpfProgram> body) => Guard(BpfInstruction.JumpEqual, value, body, whereTrue: false);

    /// <summary>Does something where what was loaded is the value or more.</summary>
    public BpfProgram IfAtLeast(uint value, Action<BpfProgram> body) => Guard(BpfInstruction.JumpAtLeast, value, body, whereTrue: true);

    /// <summary>Does something where what was loaded has any of the bits.</summary>
    public BpfProgram IfAnySet(uint bits, Action<BpfProgram> body) => Guard(BpfInstruction.JumpAnySet, bits, body, whereTrue: true);

    /// <summary>The filter as the kernel reads it.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[_instructions.Count * BpfInstruction.Size];
        for (var i = 0; i < _instructions.Count; i++)
            _instructions[i].Write(bytes.AsSpan(i * BpfInstruction.Size));
        return bytes;
    }

    private BpfProgram Guard(ushort condition, uint operand, Action<BpfProgram> body, bool whereTrue)
    {
        var guarded = new BpfProgram();
        body(guarded);
        var skipped = checked((byte)guarded._instructions.Count);
        Add(whereTrue ? new BpfInstruction(condition, 0, skipped, operand) : new BpfInstruction(condition, skipped, 0, operand));
        _instructions.AddRange(guarded._instructions);
        return this;
    }

    private BpfProgram Add(BpfInstruction instruction)
    {
        _instructions.Add(instruction);
        return this;
    }
}
