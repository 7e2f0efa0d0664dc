namespace Foray.Collectors.Computers;

/// <summary>The processors of a computer.</summary>
internal sealed record Processors
{
    private const string Folder = "/sys/devices/system/cpu/cpu";

    /// <summary>Of all together; null where the kernel does not tell.</summary>
    public ProcessorTime? Time { get; private init; }

    /// <summary>Of each, by its number.</summary>
    public IReadOnlyDictionary<string, ProcessorTime> Cores { get; private init; } = new Dictionary<string, ProcessorTime>();

    /// <summary>Cores in hardware: threads that share one count once.</summary>
    public int? Physical { get; private init; }

    /// <summary>Mean over the cores, in MHz; that of the first one where the kernel tells no more.</summary>
    public double? Frequency { get; private init; }

    public static Processors Read(KernelFiles files)
    {
        var lines = files.Lines("/proc/stat");
        var cores = new Dictionary<string, ProcessorTime>(StringComparer.Ordinal);
        foreach (var line in lines.Where(line => line.StartsWith("cpu", StringComparison.Ordinal) && char.IsAsciiDigit(line.ElementAtOrDefault(3))))
        {
            if (ProcessorTime.Parse(line) is { } time)
                cores[KernelText.Words(line)[0][3..]] = time;
        }

        var siblings = files.Entries(Folder, "/topology/thread_siblings_list").Select(entry => entry.Text).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal).Count();
        return new Processors
        {
            Time = lines.FirstOrDefault(line => line.StartsWith("cpu ", StringComparison.Ordinal)) is { } all ? ProcessorTime.Parse(all) : null,
            Cores = cores,
            Physical = siblings == 0 ? null : siblings,
            Frequency = ReadFrequency(files),
        };
    }

    private static double? ReadFrequency(KernelFiles files)
    {
        var current = files.Entries(Folder, "/cpufreq/scaling_cur_freq").Select(entry => KernelText.Number([entry.Text], 0)).OfType<double>().ToList();
        if (current.Count > 0)
            return current.Average() / 1000;
        var line = files.Lines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("cpu MHz", StringComparison.Ordinal));
        return line is null ? null : KernelText.Number([line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()], 0);
    }
}
