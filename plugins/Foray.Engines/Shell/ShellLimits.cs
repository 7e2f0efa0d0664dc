using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;

namespace Foray.Engines.Shell;

/// <summary>Limits of the operating system on each process.</summary>
public sealed record ShellLimits
{
    /// <summary>Address space. Default: unlimited.</summary>
    public ByteSize? Memory { get; init; }

    /// <summary>Processor time, rounded up to whole seconds. Default: unlimited.</summary>
    public TimeSpan? CpuTime { get; init; }

    /// <summary>Size of a file it writes. Default: unlimited.</summary>
    public ByteSize? FileSize { get; init; }

    /// <summary>Open files. Default: unlimited.</summary>
    [Range(1, int.MaxValue)]
    public int? OpenFiles { get; init; }

    internal CommandLimits ToCommandLimits() =>
        new() { Memory = Memory, CpuTime = CpuTime, FileSize = FileSize, OpenFiles = OpenFiles };
}
