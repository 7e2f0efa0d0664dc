namespace Foray.Collectors.Computers;

/// <summary>A process and what it used. Pid and start tell it from another one that gets the same pid later.</summary>
/// <param name="Pid">Its id.</param>
/// <param name="Start">When it started, in ticks since the boot.</param>
/// <param name="Name">Name of its program, at most 15 characters.</param>
/// <param name="Seconds">Processor time it had.</param>
/// <param name="Pages">Pages of memory it holds.</param>
internal sealed record ProcessTime(string Pid, double Start, string Name, double Seconds, double Pages)
{
    /// <summary>Ticks in a second as the kernel shows them to programs (USER_HZ), the same on all architectures that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    public static IReadOnlyList<ProcessTime> Read(KernelFiles files) =>
        [.. files.Entries("/proc/", "/stat").Select(entry => Parse(entry.Entry, entry.Text)).OfType<ProcessTime>()];

    /// <summary>Those with the most processor time since an earlier moment, the busiest first, each with its share: 100 for one whole core. One that is new had all its time since then.</summary>
    public static IEnumerable<(ProcessTime Process, double Percent)> Busiest(IReadOnlyList<ProcessTime> earlier, IReadOnlyList<ProcessTime> now, double seconds, int limit)
    {
        var before = earlier.ToDictionary(process => (process.Pid, process.Start), process => process.Seconds);
        return now
            .Select(process => (Process: process, Percent: 100 * (process.Seconds - before.GetValueOrDefault((process.Pid, process.Start))) / seconds))
            .Where(entry => entry.Percent >= 0)
            .OrderByDescending(entry => entry.Percent)
            .ThenBy(entry => entry.Process.Pid, StringComparer.Ordinal)
            .Take(limit);
    }

    // The name stands in brackets, and may hold blanks and brackets itself. A process that ended while it was looked at has an empty text.
    private static ProcessTime? Parse(string pid, string text)
    {
        var (begin, end) = (text.IndexOf('(', StringComparison.Ordinal), text.LastIndexOf(')'));
        if (begin < 0 || end < begin || !pid.All(char.IsAsciiDigit))
            return null;
        var words = KernelText.Words(text[(end + 1)..]);
        return KernelText.Number(words, 11) is { } user && KernelText.Number(words, 12) is { } system && KernelText.Number(words, 19) is { } start && KernelText.Number(words, 21) is { } pages
            ? new ProcessTime(pid, start, text[(begin + 1)..end], (user + system) / TicksPerSecond, pages)
            : null;
    }
}
