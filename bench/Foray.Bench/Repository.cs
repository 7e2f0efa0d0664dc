namespace Foray.Bench;

/// <summary>Where the things to measure lie; <c>bench/run</c> has published them.</summary>
internal static class Repository
{
    public static string Root { get; } = Environment.GetEnvironmentVariable("FORAY_BENCH_ROOT")
        ?? throw new InvalidOperationException("start the benchmarks with bench/run");

    public static string Foray { get; } = Path.Combine(Root, "artifacts", "foray", "current", "foray");

    public static string Empty { get; } = Path.Combine(Root, "artifacts", "bench", "empty", "Foray.Bench.Empty");
}
