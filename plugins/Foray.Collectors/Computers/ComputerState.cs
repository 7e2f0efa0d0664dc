namespace Foray.Collectors.Computers;

/// <summary>What a computer told at one moment.</summary>
internal sealed record ComputerState
{
    private const double Kibibyte = 1024;

    public required Processors Processors { get; init; }

    public required MemorySizes Memory { get; init; }

    public required ByteCounters Disks { get; init; }

    public required ByteCounters Network { get; init; }

    public required IReadOnlyList<ProcessTime> Processes { get; init; }

    /// <summary>Mean number of tasks that ran or waited, over 1, 5 and 15 minutes.</summary>
    public required IReadOnlyList<double?> Loads { get; init; }

    /// <summary>Seconds since the boot.</summary>
    public double? Uptime { get; init; }

    public DiskSpace? Root { get; init; }

    /// <summary>Space where the run's files are.</summary>
    public DiskSpace? RunFolder { get; init; }

    /// <summary>Bytes of a page of memory.</summary>
    public double? PageSize { get; init; }

    public static ComputerState Read(KernelFiles files)
    {
        var loads = files.Words("/proc/loadavg");
        return new ComputerState
        {
            Processors = Processors.Read(files),
            Memory = MemorySizes.Read(files),
            Disks = ByteCounters.ReadDisks(files),
            Network = ByteCounters.ReadNetwork(files),
            Processes = ProcessTime.Read(files),
            Loads = [.. Enumerable.Range(0, 3).Select(index => KernelText.Number(loads, index))],
            Uptime = KernelText.Number(files.Words("/proc/uptime"), 0),
        };
    }

    /// <summary>What <c>measure.sh</c> printed on a machine.</summary>
    public static ComputerState ReadMachine(KernelFiles files)
    {
        // df answers in the order of the question: / first.
        var spaces = files.Lines("df").Select(DiskSpace.Parse).OfType<DiskSpace>().ToList();
        return Read(files) with
        {
            Root = spaces.ElementAtOrDefault(0),
            RunFolder = spaces.ElementAtOrDefault(1),
            PageSize = KernelText.Number(files.Words("/proc/self/smaps"), 1) * Kibibyte,
        };
    }

    /// <summary>Seconds since an earlier moment, by the computer's own clock; null where it was booted in between, or tells no time.</summary>
    public double? SecondsSince(ComputerState earlier) => Uptime - earlier.Uptime is > 0 and var seconds ? seconds : null;
}
