namespace Foray.Collectors.Computers;

/// <summary>What a processor, or all of them, did since the boot, in ticks.</summary>
/// <param name="Busy">Time at work.</param>
/// <param name="Total">All time, also that without work or waiting for a disk.</param>
internal readonly record struct ProcessorTime(double Busy, double Total)
{
    /// <summary>Reads a line of <c>/proc/stat</c>; null where it has no times.</summary>
    public static ProcessorTime? Parse(string line)
    {
        // cpu user nice system idle iowait irq softirq steal; the guests' times behind them are part of user and nice already.
        var words = KernelText.Words(line);
        var times = Enumerable.Range(1, 8).Select(index => KernelText.Number(words, index) ?? 0).ToArray();
        return words.Length < 5 ? null : new ProcessorTime(times.Sum() - times[3] - times[4], times.Sum());
    }

    /// <summary>Share of the time since an earlier moment that was work, 0 to 100; null where the counters have not grown.</summary>
    public double? PercentSince(ProcessorTime earlier)
    {
        var (busy, total) = (Busy - earlier.Busy, Total - earlier.Total);
        // The kernel lets iowait fall at times, so that the whole can be a little less than the work in it.
        return busy < 0 || total <= 0 ? null : Math.Min(100, 100 * busy / total);
    }
}
