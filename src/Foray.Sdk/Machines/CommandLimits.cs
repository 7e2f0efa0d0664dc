using Foray.Sdk.Options;

namespace Foray.Sdk.Machines;

/// <summary>Limits of the operating system on each process of a command; null means unlimited. Source: POSIX <c>ulimit</c>.</summary>
public sealed record CommandLimits
{
    /// <summary>Address space.</summary>
    public ByteSize? Memory { get; init; }

    /// <summary>Processor time, in whole seconds.</summary>
    public TimeSpan? CpuTime { get; init; }

    /// <summary>Size of a file it writes.</summary>
    public ByteSize? FileSize { get; init; }

    /// <summary>Open files.</summary>
    public int? OpenFiles { get; init; }

    /// <summary>The limits as <c>ulimit</c> commands of a POSIX shell, joined with <c>&amp;&amp;</c>; empty where there are none.</summary>
    public string ToShell()
    {
        string?[] limits =
        [
            Memory is { } memory ? $"ulimit -v {Math.Max(1, memory.Bytes / 1024)}" : null,
            CpuTime is { } cpu ? $"ulimit -t {Math.Max(1, (long)Math.Ceiling(cpu.TotalSeconds))}" : null,
            FileSize is { } file ? $"ulimit -f {Math.Max(1, file.Bytes / 512)}" : null,
            OpenFiles is { } open ? $"ulimit -n {open}" : null,
        ];
        return string.Join(" && ", limits.OfType<string>());
    }
}
