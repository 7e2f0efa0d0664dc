namespace Foray.Collectors.Computers;

/// <summary>Memory in bytes; null for what the kernel does not tell.</summary>
/// <param name="Total">All that the system has.</param>
/// <param name="Available">What programs could get without swapping.</param>
/// <param name="SwapTotal">All room for swapping; 0 for none.</param>
/// <param name="SwapFree">What is free of it.</param>
internal sealed record MemorySizes(double? Total, double? Available, double? SwapTotal, double? SwapFree)
{
    public static MemorySizes Read(KernelFiles files)
    {
        var sizes = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var words in files.Lines("/proc/meminfo").Select(KernelText.Words))
        {
            if (KernelText.Number(words, 1) is { } kibibytes)
                sizes[words[0]] = kibibytes * 1024;
        }

        return new MemorySizes(Find("MemTotal:"), Find("MemAvailable:"), Find("SwapTotal:"), Find("SwapFree:"));

        double? Find(string name) => sizes.TryGetValue(name, out var size) ? size : null;
    }
}
