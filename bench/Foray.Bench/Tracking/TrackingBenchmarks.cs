namespace Foray.Bench.Tracking;

/// <summary>What it costs to log points, to keep them, and to look at them, beside bare mapped memory and plain rows of SQLite.</summary>
internal static class TrackingBenchmarks
{
    public const string Name = "tracking";

    /// <summary>The rows, each as soon as it is measured.</summary>
    public static async IAsyncEnumerable<string> RunAsync()
    {
        BenchFolder.Empty();
        foreach (var row in LoggedPoint.Rows())
            yield return row;
        yield return EndToEnd.Row();
        await foreach (var row in PlotRead.RowsAsync())
            yield return row;
        await foreach (var row in RunTable.RowsAsync())
            yield return row;
        yield return DeadSink.Row();
        BenchFolder.Empty();
    }
}
