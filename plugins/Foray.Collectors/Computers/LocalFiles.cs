namespace Foray.Collectors.Computers;

/// <summary>Reads on this computer what <c>measure.sh</c> prints on another one.</summary>
internal static class LocalFiles
{
    private const string ProcessorFolder = "/sys/devices/system/cpu";
    private static readonly string[] Always = ["/proc/stat", "/proc/meminfo", "/proc/diskstats", "/proc/loadavg", "/proc/uptime"];

    public static KernelFiles Read(bool network, bool processes)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        IEnumerable<string> paths = [.. Always, .. network ? ["/proc/net/dev"] : (IEnumerable<string>)[], .. ProcessorPaths(), .. processes ? ProcessPaths() : []];
        foreach (var path in paths)
        {
            if (Attempt(() => File.ReadAllText(path)) is { } text)
                texts[path] = text;
        }

        if (Attempt(() => File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("cpu MHz", StringComparison.Ordinal))) is { } frequency)
            texts["/proc/cpuinfo"] = frequency;
        return new KernelFiles(texts);
    }

    private static IEnumerable<string> ProcessorPaths() =>
        Entries(ProcessorFolder, "cpu*")
            .Where(folder => char.IsAsciiDigit(folder[^1]))
            .SelectMany(folder => (IEnumerable<string>)[$"{folder}/topology/thread_siblings_list", $"{folder}/cpufreq/scaling_cur_freq"])
            .Where(File.Exists);

    private static IEnumerable<string> ProcessPaths() => Entries("/proc", "*").Where(folder => char.IsAsciiDigit(folder[^1])).Select(folder => $"{folder}/stat");

    private static string[] Entries(string folder, string pattern) => Directory.Exists(folder) ? Directory.GetDirectories(folder, pattern) : [];

    // A process may end, and a container may hide a file: what cannot be read is not there.
    private static string? Attempt(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
