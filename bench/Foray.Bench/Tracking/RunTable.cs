using System.Diagnostics;
using System.Globalization;
using Foray.Sdk.Tracking;
using Foray.Tracking.Store;
using Foray.Tracking.Store.Search;

namespace Foray.Bench.Tracking;

/// <summary>A table of 10,000 runs with 50 metrics each: those whose mean of one metric is small, by the least value of another; the first page, with all metrics of its runs. Beside the same question to plain rows with a key.</summary>
internal static class RunTable
{
    private const int Rounds = 11;
    private const int Runs = 10_000;
    private const int Metrics = 50;
    private const int Points = 4;
    private const int RunsInBatch = 500;
    private const int Page = 100;
    private const int FilteredBy = 7;
    private const int SortedBy = 3;
    private const double Most = 0.5;

    private static readonly string Query = $"""
        select run, min(value) as least from points where metric = {SortedBy} and run in (select run from points where metric = {FilteredBy} group by run having avg(value) < {Most})
        group by run order by least limit {Page}
        """;

    public static async IAsyncEnumerable<string> RowsAsync()
    {
        await using var store = await TrackingStores.OpenAsync(BenchFolder.New("table"), default);
        await FillAsync(store);
        using var rows = RawRows.WithKey();
        rows.Insert(
            from metric in Enumerable.Range(0, Metrics)
            from run in Enumerable.Range(0, Runs)
            from step in Enumerable.Range(0, Points)
            select (run, metric, (long)step, ValueOf(run, metric, step)));
        var times = Measurement.Compare(Rounds, () => Time(() => ReadOurs(store)), () => Time(() => ReadRaw(rows)));
        yield return string.Create(CultureInfo.InvariantCulture,
            $"| a table of {Runs:#,0} runs × {Metrics} metrics of {Points} points, filtered by a mean, sorted by a minimum, the first {Page} with all metrics, median of {Rounds} | {times[0]:0.0} ms | plain rows with a key {times[1]:0.0} ms | {times[0] / times[1]:0.00} times | |");
    }

    private static async Task FillAsync(ITrackingStore store)
    {
        long[] steps = [.. Enumerable.Range(0, Points)];
        foreach (var runs in Enumerable.Range(0, Runs).Chunk(RunsInBatch))
        {
            await store.AppendAsync(
                new StoreBatch
                {
                    Changes = [.. runs.Select(run => new RunBegan(new RunStart(NameOf(run), "bench", NameOf(run), DateTimeOffset.UnixEpoch)))],
                    Points = [.. from run in runs
                                 from metric in Enumerable.Range(0, Metrics)
                                 select new PointBlock(NameOf(run), $"m{metric}", MetricType.Scalar, steps, steps, Array.ConvertAll(steps, step => ValueOf(run, metric, step)))],
                },
                default);
        }
    }

    private static void ReadOurs(ITrackingStore store)
    {
        var search = new RunSearch
        {
            Filter = new NumberComparison(new RunMetricField($"m{FilteredBy}", MetricAggregate.Mean), ComparisonOperator.Less, Most),
            Order = [new RunOrder(new RunMetricField($"m{SortedBy}", MetricAggregate.Min))],
            Limit = Page,
        };
        var page = store.Runs.SearchAsync(search, default).GetAwaiter().GetResult();
        var series = store.Points.FindAsync([.. page.Runs.Select(run => run.Id)], null, default).GetAwaiter().GetResult();
        Expect(series.Count, Page * Metrics);
    }

    private static void ReadRaw(RawRows rows)
    {
        var found = new List<long>();
        rows.Read(Query, row => found.Add(row.GetInt64(0)));
        Expect(found.Count, Page);
        var series = rows.Read(
            $"select metric, run, count(*), min(value), max(value), avg(value) from points where metric < {Metrics} and run in ({string.Join(',', found)}) group by metric, run", row => row.GetDouble(3));
        Expect(series, Page * Metrics);
    }

    private static void Expect(long found, long expected)
    {
        if (found != expected)
            throw new InvalidOperationException($"{found} instead of {expected} were found");
    }

    private static double ValueOf(int run, int metric, long step) => ((run * 7919L + metric * 104_729L + step * 1_299_709L) % 10_007) / 10_007.0;

    private static string NameOf(int run) => $"r{run}";

    private static double Time(Action work)
    {
        var started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
