namespace Foray.Bench.Stations;

/// <summary>Calls of agents and hops of programs between real stations, beside bare requests of ASP.NET and bare calls of Orleans.</summary>
internal static class StationBenchmarks
{
    public const string Name = "stations";

    private const string CallsPart = "stations:calls";
    private const string HopsPart = "stations:hops";
    private const string HopPartsPart = "stations:parts";

    /// <summary>Names of the parts, each of which can be run alone.</summary>
    public static IReadOnlyList<string> Parts { get; } = [CallsPart, HopsPart, HopPartsPart];

    /// <summary>The rows, each as soon as it is measured.</summary>
    /// <param name="chosen">Names of the parts, or <see cref="Name"/> for all of them; others are passed over.</param>
    public static async IAsyncEnumerable<string> RunAsync(IReadOnlyList<string> chosen)
    {
        var parts = Parts.Where(part => chosen.Contains(Name) || chosen.Contains(part)).ToList();
        if (parts.Count == 0)
            yield break;
        if (!BenchRedis.IsInstalled)
        {
            yield return "| stations | | `redis-server` is not installed here | | |";
            yield break;
        }

        await using var cluster = await BenchCluster.StartAsync();
        foreach (var part in parts)
        {
            await foreach (var row in RowsOf(part, cluster))
                yield return row;
        }
    }

    private static IAsyncEnumerable<string> RowsOf(string part, BenchCluster cluster) => part switch
    {
        CallsPart => CallRowsAsync(cluster),
        HopsPart => new Hops(cluster).RowsAsync(),
        _ => new HopParts(cluster).RowsAsync(),
    };

    private static async IAsyncEnumerable<string> CallRowsAsync(BenchCluster cluster)
    {
        using var calls = new AgentCalls(cluster);
        await foreach (var row in calls.RowsAsync())
            yield return row;
    }
}
