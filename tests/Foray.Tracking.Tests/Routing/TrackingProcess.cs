using System.Globalization;
using Foray.Sdk.Tracking;
using Foray.Tracking.Runs;
using Foray.Tracking.Spool;
using Foray.Tracking.Tests.Spool;

namespace Foray.Tracking.Tests.Routing;

/// <summary>This program again, as a process that tracks: it logs the numbers 0, 1, 2… from two threads, and notes after each call in memory that outlives it how many calls have returned.</summary>
internal static class TrackingProcess
{
    public const string Role = "track";
    public const int Threads = 2;

    /// <summary>A number of points that no process lives to log.</summary>
    public const string Endless = "9000000000000000000";

    private const int CounterSize = 128;

    public static OtherProcess Start(string store, string run, string points) => new(Role, store, run, points);

    public static async Task<int> RunAsync(string store, string run, string points)
    {
        var count = long.Parse(points, CultureInfo.InvariantCulture);
        using var noted = MappedFile.Create(NotesOf(store, run), CounterSize * Threads);
        await using var tracker = await Tracker.OpenAsync(store);
        using var tracked = tracker.Start(new RunStart(run, "kill", run, DateTimeOffset.UtcNow));
        Console.WriteLine("started");
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread => Log(tracked.Metric(NameOf(thread)), noted, thread, count));
        return 0;
    }

    public static string NameOf(int thread) => $"metric-{thread}";

    /// <summary>How many calls of each thread have returned.</summary>
    public static long[] ReadNotes(string store, string run)
    {
        var bytes = File.ReadAllBytes(NotesOf(store, run));
        return [.. Enumerable.Range(0, Threads).Select(thread => BitConverter.ToInt64(bytes, thread * CounterSize))];
    }

    private static unsafe void Log(MetricHandle metric, MappedFile noted, int thread, long count)
    {
        var counter = (long*)(noted.Bytes + thread * CounterSize);
        for (var i = 0L; i < count; i++)
        {
            metric.Log(i);
            Volatile.Write(ref *counter, i + 1);
        }
    }

    private static string NotesOf(string store, string run) => $"{store}.{run}";
}
