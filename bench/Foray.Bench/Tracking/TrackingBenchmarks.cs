namespace Foray.Bench.Tracking;

/// <summary>What it costs to log points, to keep them, and to look at them, beside bare mapped memory and plain rows of SQLite.</summary>
internal static class TrackingBenchmarks
{
    public const string Name = "tracking";

    private const string Points = "tracking:points";
    private const string Store = "tracking:store";
    private const string Plot = "tracking:plot";
    private const string Table = "tracking:table";
    private const string Sinks = "tracking:sinks";

    /// <summary>Names of the parts, each of which can be run alone.</summary>
    public static IReadOnlyList<string> Parts { get; } = [Points, Store, Plot, Table, Sinks];

    /// <summary>The rows, each as soon as it is measured.</summary>
    /// <param name="chosen">Names of the parts, or <see cref="Name"/> for all of them; others are passed over.</param>
    public static async IAsyncEnumerable<string> RunAsync(IReadOnlyList<string> chosen)
    {
        BenchFolder.Empty();
        foreach (var part in Parts.Where(part => chosen.Contains(Name) || chosen.Contains(part)))
        {
            await foreach (var row in RowsOf(part))
                yield return row;
        }

        BenchFolder.Empty();
    }

    private static IAsyncEnumerable<string> RowsOf(string part) => part switch
    {
        Points => LoggedPoint.Rows().ToAsyncEnumerable(),
        Store => Enumerable.Range(0, 1).Select(_ => EndToEnd.Row()).ToAsyncEnumerable(),
        Plot => PlotRead.RowsAsync(),
        Table => RunTable.RowsAsync(),
        _ => Enumerable.Range(0, 1).Select(_ => DeadSink.Row()).ToAsyncEnumerable(),
    };
}
