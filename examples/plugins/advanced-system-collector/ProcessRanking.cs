namespace Example.SystemCollector;

/// <summary>Finds the processes that had most of the processors' time.</summary>
internal static class ProcessRanking
{
    /// <summary>The busiest processes with their share, 100 for one whole processor; the busiest first. One that is new had all its time since the last measurement.</summary>
    public static IEnumerable<(ProcessTime Process, double Percent)> Busiest(IReadOnlyList<ProcessTime> before, IReadOnlyList<ProcessTime> after, double seconds, int limit)
    {
        var earlier = before.ToDictionary(process => (process.Pid, process.Start), process => process.Seconds);
        return after
            .Select(process => (Process: process, Percent: 100 * (process.Seconds - earlier.GetValueOrDefault((process.Pid, process.Start))) / seconds))
            .OrderByDescending(entry => entry.Percent)
            .ThenBy(entry => entry.Process.Pid, StringComparer.Ordinal)
            .Take(limit);
    }
}
