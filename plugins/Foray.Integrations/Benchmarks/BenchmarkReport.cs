using System.Text.Json;

namespace Foray.Integrations.Benchmarks;

/// <summary>Reads a full report in JSON. Source: <c>JsonExporterBase</c> of BenchmarkDotNet 0.15.</summary>
internal static class BenchmarkReport
{
    /// <summary>The benchmarks of a report that have results: one that failed has none.</summary>
    /// <exception cref="JsonException">It is no report, or not all of one.</exception>
    public static IReadOnlyList<BenchmarkResult> Read(Stream stream)
    {
        using var document = JsonDocument.Parse(stream);
        if (document.RootElement.ValueKind != JsonValueKind.Object || Find(document.RootElement, "Benchmarks") is not { ValueKind: JsonValueKind.Array } benchmarks)
            throw new JsonException("the file is no report of BenchmarkDotNet");
        return [.. benchmarks.EnumerateArray().Select(ReadBenchmark).OfType<BenchmarkResult>()];
    }

    private static BenchmarkResult? ReadBenchmark(JsonElement benchmark)
    {
        if (Find(benchmark, "Statistics") is not { ValueKind: JsonValueKind.Object } statistics)
            return null;
        var allocated = Find(benchmark, "Memory") is { ValueKind: JsonValueKind.Object } memory ? Number(memory, "BytesAllocatedPerOperation") : null;
        return new BenchmarkResult(
            $"{Text(benchmark, "Type")}.{Text(benchmark, "Method")}", JobOf(Text(benchmark, "DisplayInfo")), ParametersOf(Text(benchmark, "Parameters")),
            Number(statistics, "Mean"), Number(statistics, "Median"), Number(statistics, "StandardDeviation"), allocated);
    }

    // Type.Method: Job(Settings) [Parameters]
    private static string JobOf(string display)
    {
        var begin = display.IndexOf(": ", StringComparison.Ordinal);
        return begin < 0 ? "" : display[(begin + 2)..].Split('(', '[')[0].Trim();
    }

    // Name=Value&Name=Value
    private static Dictionary<string, string> ParametersOf(string text)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split('&').Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2))
            parameters[pair[0]] = pair[1];
        return parameters;
    }

    private static string Text(JsonElement element, string name) => Find(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";

    private static double? Number(JsonElement element, string name) => Find(element, name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    private static JsonElement? Find(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value : null;
}
