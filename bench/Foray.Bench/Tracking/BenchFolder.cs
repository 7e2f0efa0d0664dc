namespace Foray.Bench.Tracking;

/// <summary>Where the stores and files of these benchmarks lie: below <c>artifacts/</c>, on the disk that a store is on, emptied at the end.</summary>
internal static class BenchFolder
{
    private static string Root { get; } = Path.Combine(Repository.Root, "artifacts", "bench", "tracking");

    /// <summary>A path that nothing is at yet.</summary>
    public static string New(string name)
    {
        Directory.CreateDirectory(Root);
        return Path.Combine(Root, $"{name}-{Guid.NewGuid():N}");
    }

    public static void Empty()
    {
        if (Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
    }
}
