namespace Example.Benchmark;

/// <summary>What measured times come to.</summary>
internal static class Statistics
{
    /// <summary>Count, median, mean, standard deviation of a sample, smallest and largest; nothing where nothing was measured.</summary>
    public static IReadOnlyDictionary<string, double> Of(IReadOnlyCollection<double> seconds)
    {
        if (seconds.Count == 0)
            return new Dictionary<string, double>();
        var sorted = seconds.Order().ToArray();
        var mean = sorted.Average();
        var squares = sorted.Sum(value => (value - mean) * (value - mean));
        return new OrderedDictionary<string, double>
        {
            ["count"] = sorted.Length,
            ["median_s"] = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2,
            ["mean_s"] = mean,
            ["stddev_s"] = sorted.Length > 1 ? Math.Sqrt(squares / (sorted.Length - 1)) : 0,
            ["min_s"] = sorted[0],
            ["max_s"] = sorted[^1],
        };
    }
}
