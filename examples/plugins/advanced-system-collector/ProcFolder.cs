using System.Globalization;

namespace Example.SystemCollector;

/// <summary>Reads what Linux tells about itself. Source: proc(5) and the kernel's Documentation/admin-guide/iostats.rst.</summary>
internal sealed class ProcFolder(string folder)
{
    /// <summary>Ticks in a second as the kernel shows them to programs (USER_HZ).</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Bytes of a sector in diskstats, whatever the disk's own are.</summary>
    private const double SectorSize = 512;

    public ProcessorTime ReadProcessor()
    {
        // cpu user nice system idle iowait irq softirq steal; guest times behind them are part of user already.
        var times = Words(Lines("stat")[0]).Skip(1).Take(8).Select(Number).ToArray();
        return times.Length > 4 ? new ProcessorTime(times.Sum() - times[3] - times[4], times.Sum()) : throw new FormatException("stat has no line for all processors");
    }

    public Memory ReadMemory()
    {
        var sizes = Lines("meminfo").Select(Words).Where(words => words.Length > 1).ToDictionary(words => words[0].TrimEnd(':'), words => Number(words[1]) * 1024, StringComparer.Ordinal);
        return new Memory(sizes["MemTotal"], sizes["MemAvailable"], sizes.GetValueOrDefault("SwapTotal"), sizes.GetValueOrDefault("SwapFree"));
    }

    public DiskBytes ReadDisks()
    {
        var disks = Lines("diskstats").Select(Words).Where(words => words.Length > 9 && IsWholeDisk(words[2])).ToList();
        return new DiskBytes(disks.Sum(disk => Number(disk[5])) * SectorSize, disks.Sum(disk => Number(disk[9])) * SectorSize);
    }

    public NetworkBytes ReadNetwork()
    {
        var devices = Lines("net/dev").Skip(2).Select(line => line.Split(':')).Where(parts => parts.Length == 2 && parts[0].Trim() != "lo").Select(parts => Words(parts[1])).ToList();
        return new NetworkBytes(devices.Sum(device => Number(device[0])), devices.Sum(device => Number(device[8])));
    }

    public IReadOnlyList<ProcessTime> ReadProcesses() =>
        [.. Directory.EnumerateDirectories(folder).Select(Path.GetFileName).OfType<string>().Where(name => name.All(char.IsAsciiDigit)).Select(ReadProcess).OfType<ProcessTime>()];

    private ProcessTime? ReadProcess(string pid)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, pid, "stat"));
            // The name stands in brackets, and may hold blanks and brackets itself.
            var (begin, end) = (text.IndexOf('(', StringComparison.Ordinal), text.LastIndexOf(')'));
            var words = Words(text[(end + 1)..]);
            return new ProcessTime(pid, words[19], text[(begin + 1)..end], (Number(words[11]) + Number(words[12])) / TicksPerSecond);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null; // It ended while it was looked at.
        }
    }

    /// <summary>Partitions, loops and memory would be counted twice or are no disks. sda is a disk and sda1 is not; nvme0n1 is, and nvme0n1p1 is not.</summary>
    private static bool IsWholeDisk(string name)
    {
        if (name.StartsWith("loop", StringComparison.Ordinal) || name.StartsWith("ram", StringComparison.Ordinal) || name.StartsWith("dm-", StringComparison.Ordinal)
            || name.StartsWith("md", StringComparison.Ordinal) || name.StartsWith("zram", StringComparison.Ordinal))
            return false;
        var withoutNumber = name.TrimEnd("0123456789".ToCharArray());
        return name.StartsWith("nvme", StringComparison.Ordinal) || name.StartsWith("mmcblk", StringComparison.Ordinal)
            ? !withoutNumber.EndsWith('p')
            : withoutNumber == name;
    }

    private string[] Lines(string file) => File.ReadAllLines(Path.Combine(folder, file));

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static double Number(string text) => double.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
