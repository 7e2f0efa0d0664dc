using Foray.Sdk.Tracking;
using Foray.Tracking.Runs;
using Foray.Tracking.Spool;

namespace Foray.Tracking.Tests.Spool;

/// <summary>Logs the numbers 0, 1, 2… from several threads until it is killed, and notes after each call in memory that outlives it how many calls have returned.</summary>
internal static class LoggingProcess
{
    private const int CounterSize = 128;

    public static unsafe int Run(string folder, int threads, int slots)
    {
        using var noted = MappedFile.Create(NotesPath(folder), CounterSize * threads);
        using var spool = SpoolWriter.Create(folder, new SpoolOptions { SegmentSlots = slots });
        using var run = new RunTracker(spool, new ArtifactReferences()).Start(new RunStart("run", "kill", "kill", DateTimeOffset.UtcNow));
        Console.WriteLine(spool.Folder);
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
        {
            var metric = run.Metric(NameOf(thread));
            var counter = (long*)(noted.Bytes + thread * CounterSize);
            for (var i = 0L; ; i++)
            {
                metric.Log(i);
                Volatile.Write(ref *counter, i + 1);
            }
        });
        return 0;
    }

    public static string NameOf(int thread) => $"metric-{thread}";

    /// <summary>How many calls of each thread have returned.</summary>
    public static long[] ReadNotes(string folder, int threads)
    {
        var bytes = File.ReadAllBytes(NotesPath(folder));
        return [.. Enumerable.Range(0, threads).Select(thread => BitConverter.ToInt64(bytes, thread * CounterSize))];
    }

    private static string NotesPath(string folder) => Path.Combine(folder, "notes");
}
