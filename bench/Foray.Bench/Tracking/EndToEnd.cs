using System.Diagnostics;
using System.Globalization;
using Foray.Tracking.Runs;
using Foray.Tracking.Store;

namespace Foray.Bench.Tracking;

/// <summary>From the first logged point to the moment when the tracker has stopped and the store has all of them, beside plain rows. In points a second.</summary>
internal static class EndToEnd
{
    private const int Rounds = 5;
    private const int Metrics = 10;
    private const int Points = 5_000_000;
    private const int RawPoints = 1_000_000;
    private const double Goal = 5;

    public static string Row()
    {
        var rates = Measurement.Compare(Rounds, () => ThroughTrackerAsync().GetAwaiter().GetResult(), Raw);
        return string.Create(CultureInfo.InvariantCulture,
            $"| {Points:#,0} points of {Metrics} metrics logged, delivered and on the disk, median of {Rounds} | {rates[0] / 1e6:0.00} M/s | rows in SQLite, 10,000 a transaction {rates[1] / 1e6:0.00} M/s | {rates[0] / rates[1]:0.0} times faster | at least {Goal} times |");
    }

    private static async Task<double> ThroughTrackerAsync()
    {
        var location = BenchFolder.New("end-to-end");
        var tracker = await Tracker.OpenAsync(location);
        var started = Stopwatch.GetTimestamp();
        string id;
        using (var run = tracker.Start("bench"))
        {
            id = run.Run;
            MetricHandle[] metrics = [.. Enumerable.Range(0, Metrics).Select(number => run.Metric($"m{number}"))];
            for (var i = 0; i < Points / Metrics; i++)
            {
                foreach (var metric in metrics)
                    metric.Log(Curve.At(i));
            }
        }

        await tracker.StopAsync();
        var elapsed = Stopwatch.GetElapsedTime(started);
        await using var store = await TrackingStores.OpenExistingAsync(location, default);
        var kept = (await store.Points.FindAsync([id], null, default)).Sum(series => series.Count);
        return kept == Points ? Points / elapsed.TotalSeconds : throw new InvalidOperationException($"{kept} points are in the store");
    }

    private static double Raw()
    {
        using var rows = RawRows.WithoutKey();
        var started = Stopwatch.GetTimestamp();
        rows.Insert(Enumerable.Range(0, RawPoints).Select(i => (0, i % Metrics, (long)i / Metrics, Curve.At(i / Metrics))));
        return RawPoints / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
