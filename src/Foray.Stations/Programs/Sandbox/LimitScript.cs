using System.Globalization;
using Foray.Sdk.Programs;

namespace Foray.Stations.Programs.Sandbox;

/// <summary>
/// The shell script that limits what a process may use and then becomes the command in its arguments. The limits are wider than the program's own, which the watcher
/// holds: they are for what happens between two of its looks, and for a station that is too busy to look.
/// </summary>
internal static class LimitScript
{
    /// <summary>Largest file, and all of the scratch folder, in bytes.</summary>
    public const long ScratchBytes = 16L << 20;

    private const long BlockBytes = 512; // the unit of ulimit -f by POSIX
    private const int OpenFiles = 256;
    private const int Threads = 64;
    private const int ProcessorSlack = 2; // seconds
    private const long AddressSpaceFactor = 2;
    private const long AddressSpaceSlack = 256L << 20; // libraries, and the stacks of threads

    /// <summary>Writes it.</summary>
    /// <param name="worker">What is to run.</param>
    /// <param name="limits">The program's limits.</param>
    /// <param name="limitsThreads">Whether the user that it will run as has no other processes: the system counts threads by user.</param>
    public static string Write(RuntimeWorker worker, ProgramLimits limits, bool limitsThreads)
    {
        var processor = (long)Math.Ceiling(limits.Cpu.TotalSeconds) + ProcessorSlack;
        List<string> lines =
        [
            "ulimit -c 0",
            $"ulimit -f {ScratchBytes / BlockBytes}",
            $"ulimit -n {OpenFiles}",
            $"ulimit -St {processor}",
            $"ulimit -Ht {processor + ProcessorSlack}",
        ];
        if (limitsThreads)
            lines.Add($"ulimit -p {Threads} || ulimit -u {Threads}"); // dash calls it p, others u
        if (worker.LimitsAddressSpace)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"ulimit -v {((limits.Memory * AddressSpaceFactor) + AddressSpaceSlack) >> 10}"));
        // A system that does not know a limit, or already has a lower one, goes without.
        return $$"""{ {{string.Join("; ", lines)}}; } 2>/dev/null; exec "$@" """.TrimEnd();
    }
}
