using System.Globalization;

namespace Foray.Stations.Programs.Sandbox;

/// <summary>A process and all that stem from it, as Linux tells of them in <c>/proc</c>. Where there is none, nothing is known of their use.</summary>
/// <param name="root">Process id of the first one.</param>
internal sealed class WorkerTree(int root)
{
    private const int FirstProcessorField = 11; // utime, stime, cutime, cstime, counted after the name
    private const int ProcessorFields = 4;
    private const long TicksPerSecond = 100; // USER_HZ, the same on all systems that we know

    /// <summary>What they use together. Memory that they share counts for each.</summary>
    public WorkerUse Measure()
    {
        long pages = 0, ticks = 0;
        foreach (var process in Processes())
        {
            pages += ResidentPages(process);
            ticks += ProcessorTicks(process);
        }

        return new WorkerUse(pages * Environment.SystemPageSize, TimeSpan.FromSeconds(ticks / (double)TicksPerSecond));
    }

    /// <summary>The ids of all of them.</summary>
    public IReadOnlyList<int> Processes()
    {
        List<int> found = [];
        var open = new Stack<int>([root]);
        while (open.TryPop(out var process))
        {
            found.Add(process);
            foreach (var child in Children(process))
                open.Push(child);
        }

        return found;
    }

    private static IEnumerable<int> Children(int process) => Threads(process).SelectMany(thread => Numbers(Read($"{thread}/children")));

    private static string[] Threads(int process)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{process}/task");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return []; // it has ended
        }
    }

    private static long ResidentPages(int process) => Numbers(Read($"/proc/{process}/statm")).ElementAtOrDefault(1);

    private static long ProcessorTicks(int process)
    {
        var stat = Read($"/proc/{process}/stat");
        // The name stands in parentheses, and may hold blanks and parentheses itself.
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Skip(FirstProcessorField).Take(ProcessorFields).Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
    }

    private static IEnumerable<int> Numbers(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(number => int.Parse(number, CultureInfo.InvariantCulture));

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ""; // it has ended
        }
    }
}
