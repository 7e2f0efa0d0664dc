namespace Foray.Integrations.Benchmarks;

/// <summary>What BenchmarkDotNet measured of one benchmark with one set of parameters. Times are in nanoseconds.</summary>
/// <param name="Name">Type and method, such as <c>Sorting.Quick</c>.</param>
/// <param name="Job">The job that ran it, such as <c>ShortRun</c> or <c>.NET 10.0</c>; empty where the report does not tell.</param>
/// <param name="Parameters">Values of the parameters by name.</param>
/// <param name="Mean">Mean time of an operation.</param>
/// <param name="Median">Median of the times.</param>
/// <param name="StandardDeviation">Their standard deviation.</param>
/// <param name="Allocated">Bytes that an operation allocates; null where memory was not diagnosed.</param>
internal sealed record BenchmarkResult(
    string Name, string Job, IReadOnlyDictionary<string, string> Parameters, double? Mean, double? Median, double? StandardDeviation, double? Allocated);
