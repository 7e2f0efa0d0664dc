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
    private const int Rounds = 5;

    /// <summary>Fits into the segment that a spool begins with.</summary>
    private const int Burst = 100_000;

    /// <summary>Fills thirty segments, faster than any disk takes them.</summary>
    private const int Many = 4_000_000;

    private const double Goal = 2;

    public static IEnumerable<string> Rows() => RowsOf(1, Burst).Concat(RowsOf(4, Burst)).Concat(RowsOf(1, Many)).Concat(RowsOf(4, Many));

    private static IEnumerable<string> RowsOf(int threads, int points)
    {
        var bytes = 0.0;
        using var warm = new MappedLog(BenchFolder.New("warm"), points);
        warm.Append(points);
        var times = Measurement.Compare(Rounds,
            () => ThroughTracker(threads, points, ref bytes), () => ThroughSpool(threads, points),
            () => OnFreshPages(threads, points), () => OnWarmPages(warm, threads, points));
        var subject = string.Create(CultureInfo.InvariantCulture, $"a point, {points:#,0} logged by {(threads == 1 ? "1 thread" : $"{threads} threads")} while the store takes them, median of {Rounds}");
        yield return Row(subject, times[0], bytes, "mapped append on fresh pages", times[2]);
        yield return Row("the same", times[0], bytes, "mapped append on warm pages", times[3]);
        yield return Row("the same into the spool alone", times[1], null, "mapped append on fresh pages", times[2]);
    }

    private static double ThroughTracker(int threads, int points, ref double bytes)
    {
        var tracker = Tracker.OpenAsync(BenchFolder.New("points")).GetAwaiter().GetResult();
        double time;
        using (var run = tracker.Start("bench"))
            (time, bytes) = Measure(threads, points, thread => Log(run.Metric($"m{thread}"), points / threads));
        tracker.StopAsync().GetAwaiter().GetResult();
        return time;
    }

    private static double ThroughSpool(int threads, int points)
    {
        using var spool = SpoolWriter.Create(BenchFolder.New("spool"));
        var run = new RunTracker(spool, new ArtifactReferences()).Start(new RunStart("bench", "bench", "bench", DateTimeOffset.UtcNow));
        return Measure(threads, points, thread => Log(run.Metric($"m{thread}"), points / threads)).Nanoseconds;
    }

    private static double OnFreshPages(int threads, int points)
    {
        using var log = new MappedLog(BenchFolder.New("fresh"), points);
        return Measure(threads, points, _ => log.Append(points / threads)).Nanoseconds;
    }

    private static double OnWarmPages(MappedLog log, int threads, int points)
    {
        log.Rewind();
        return Measure(threads, points, _ => log.Append(points / threads)).Nanoseconds;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Log(MetricHandle metric, int count)
    {
        for (var i = 0; i < count; i++)
            metric.Log(i);
    }

    /// <summary>Nanoseconds and bytes for each point. The threads begin together; the time is that from the first beginning to the last end.</summary>
    private static (double Nanoseconds, double Bytes) Measure(int threads, int points, Action<int> log)
    {
        using var barrier = new Barrier(threads);
        var gate = new Lock();
        var (bytes, began, ended) = (0L, long.MaxValue, 0L);
        var all = Enumerable.Range(0, threads).Select(number => new Thread(() =>
        {
            barrier.SignalAndWait();
            var (before, started) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            log(number);
            var finished = Stopwatch.GetTimestamp();
            lock (gate)
                (bytes, began, ended) = (bytes + GC.GetAllocatedBytesForCurrentThread() - before, Math.Min(began, started), Math.Max(ended, finished));
        })).ToList();
        all.ForEach(thread => thread.Start());
        all.ForEach(thread => thread.Join());
        return (Stopwatch.GetElapsedTime(began, ended).TotalNanoseconds / points, (double)bytes / points);
    }

    private static string Row(string what, double time, double? bytes, string peer, double peerTime) => string.Create(CultureInfo.InvariantCulture,
        $"| {what} | {time:0.0} ns{(bytes is { } count ? $", {count:0.000} bytes" : "")} | {peer} {peerTime:0.0} ns | {time / peerTime:0.00} times | at most {Goal} times, 0 bytes |");
}
