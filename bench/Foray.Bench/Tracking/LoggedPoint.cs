using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Foray.Sdk.Tracking;
using Foray.Tracking.Runs;
using Foray.Tracking.Spool;

namespace Foray.Bench.Tracking;

/// <summary>What a call of <see cref="MetricHandle.Log(double)"/> costs beside a bare append to a mapped file, each thread with a metric of its own. In nanoseconds: the time of all calls by their number.</summary>
internal static class LoggedPoint
{
    private const int Rounds = 7;
    private const int Points = 4_000_000;
    private const double Goal = 2;

    public static IEnumerable<string> Rows() => RowsOf(threads: 1).Concat(RowsOf(threads: 4));

    private static IEnumerable<string> RowsOf(int threads)
    {
        var bytes = 0.0;
        using var warm = new MappedLog(BenchFolder.New("warm"), Points);
        var times = Measurement.Compare(Rounds,
            () => ThroughTracker(threads, ref bytes), () => ThroughSpool(threads),
            () => OnFreshPages(threads), () => OnWarmPages(warm, threads));
        var subject = string.Create(CultureInfo.InvariantCulture, $"a point logged by {(threads == 1 ? "1 thread" : $"{threads} threads")}, median of {Rounds} times {Points:#,0}");
        yield return Row($"{subject}, the store taking them at the same time", times[0], bytes, "mapped append on fresh pages", times[2]);
        yield return Row("the same", times[0], bytes, "mapped append on warm pages", times[3]);
        yield return Row("the same into the spool alone", times[1], null, "mapped append on fresh pages", times[2]);
        yield return Row("the same", times[1], null, "mapped append on warm pages", times[3]);
    }

    private static double ThroughTracker(int threads, ref double bytes)
    {
        var tracker = Tracker.OpenAsync(BenchFolder.New("points")).GetAwaiter().GetResult();
        double time;
        using (var run = tracker.Start("bench"))
            (time, bytes) = Measure(threads, thread => Log(run.Metric($"m{thread}"), Points / threads));
        tracker.StopAsync().GetAwaiter().GetResult();
        return time;
    }

    private static double ThroughSpool(int threads)
    {
        using var spool = SpoolWriter.Create(BenchFolder.New("spool"));
        var run = new RunTracker(spool, new ArtifactReferences()).Start(new RunStart("bench", "bench", "bench", DateTimeOffset.UtcNow));
        return Measure(threads, thread => Log(run.Metric($"m{thread}"), Points / threads)).Nanoseconds;
    }

    private static double OnFreshPages(int threads)
    {
        using var log = new MappedLog(BenchFolder.New("fresh"), Points);
        return Measure(threads, _ => log.Append(Points / threads)).Nanoseconds;
    }

    private static double OnWarmPages(MappedLog log, int threads)
    {
        log.Rewind();
        return Measure(threads, _ => log.Append(Points / threads)).Nanoseconds;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Log(MetricHandle metric, int count)
    {
        for (var i = 0; i < count; i++)
            metric.Log(i);
    }

    /// <summary>Nanoseconds and bytes for each point. The threads begin together; the time is that from the beginning to the end of the last.</summary>
    private static (double Nanoseconds, double Bytes) Measure(int threads, Action<int> log)
    {
        using var barrier = new Barrier(threads + 1);
        var bytes = 0L;
        var all = Enumerable.Range(0, threads).Select(number => new Thread(() =>
        {
            barrier.SignalAndWait();
            var before = GC.GetAllocatedBytesForCurrentThread();
            log(number);
            Interlocked.Add(ref bytes, GC.GetAllocatedBytesForCurrentThread() - before);
        })).ToList();
        all.ForEach(thread => thread.Start());
        barrier.SignalAndWait();
        var started = Stopwatch.GetTimestamp();
        all.ForEach(thread => thread.Join());
        return (Stopwatch.GetElapsedTime(started).TotalNanoseconds / Points, (double)bytes / Points);
    }

    private static string Row(string what, double time, double? bytes, string peer, double peerTime) => string.Create(CultureInfo.InvariantCulture,
        $"| {what} | {time:0.0} ns{(bytes is { } count ? $", {count:0.000} bytes" : "")} | {peer} {peerTime:0.0} ns | {time / peerTime:0.00} times | at most {Goal} times, 0 bytes |");
}
