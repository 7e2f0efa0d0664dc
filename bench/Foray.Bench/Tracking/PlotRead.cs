using System.Diagnostics;
using System.Globalization;
using Foray.Tracking.Runs;
using Foray.Tracking.Store;

namespace Foray.Bench.Tracking;

/// <summary>A picture of a series of ten million points, beside reading all of them: from our store, and from plain rows. In milliseconds.</summary>
internal static class PlotRead
{
    private const int Rounds = 2;
    private const int Plots = 20;
    private const int Points = 10_000_000;
    private const int Pixels = 2_000;
    private const string Metric = "loss";

    public static async IAsyncEnumerable<string> RowsAsync()
    {
        var location = BenchFolder.New("plot");
        var run = await FillAsync(location);
        using var rows = RawRows.WithoutKey();
        rows.Insert(Enumerable.Range(0, Points).Select(i => (0, 0, (long)i, Curve.At(i))));
        await using var store = await TrackingStores.OpenExistingAsync(location, default);
        var times = Measurement.Compare(Rounds,
            () => Plot(store, run), () => Time(() => ReadAllAsync(store, run).GetAwaiter().GetResult()), () => Time(() => ReadAll(rows)));
        yield return Row(string.Create(CultureInfo.InvariantCulture, $"a plot of {Pixels:#,0} pixels from {Points:#,0} points, median of {Plots}"), times[0], "all of its points read from plain rows", times[2]);
        yield return Row("the same", times[0], "all of its points read from Foray's store", times[1]);
    }

    private static async Task<string> FillAsync(string location)
    {
        await using var tracker = await Tracker.OpenAsync(location);
        using var run = tracker.Start("bench");
        var metric = run.Metric(Metric);
        for (var i = 0; i < Points; i++)
            metric.Log(Curve.At(i));
        return run.Run;
    }

    private static double Plot(ITrackingStore store, string run) => Measurement.Median([.. Enumerable.Range(0, Plots).Select(_ => Time(() =>
    {
        var plot = store.Points.ReadPlotAsync(run, Metric, PlotAxis.Step, null, Pixels, default).GetAwaiter().GetResult();
        Expect(plot!.Pixels.Sum(pixel => pixel.Count));
    }))]);

    private static async Task ReadAllAsync(ITrackingStore store, string run)
    {
        var least = new double[Pixels];
        var count = 0L;
        await foreach (var block in store.Points.ReadAsync(run, Metric, PlotAxis.Step, null, default))
        {
            for (var i = 0; i < block.Values.Length; i++)
                Keep(least, block.Steps.Span[i], block.Values.Span[i]);
            count += block.Values.Length;
        }

        Expect(count);
    }

    private static void ReadAll(RawRows rows)
    {
        var least = new double[Pixels];
        Expect(rows.Read("select step, value from points", row => Keep(least, row.GetInt64(0), row.GetDouble(1))));
    }

    private static void Keep(double[] least, long step, double value)
    {
        ref var pixel = ref least[step * Pixels / Points];
        pixel = Math.Min(pixel, value);
    }

    private static void Expect(long count)
    {
        if (count != Points)
            throw new InvalidOperationException($"{count} points were read");
    }

    private static double Time(Action work)
    {
        var started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static string Row(string what, double time, string peer, double peerTime) => string.Create(CultureInfo.InvariantCulture,
        $"| {what} | {time:0.0} ms | {peer} {peerTime:0} ms | {peerTime / time:0} times faster | at least 100 times, under 50 ms |");
}
