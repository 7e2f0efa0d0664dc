namespace Foray.Integrations.Tests;

/// <summary>A report with the parts of BenchmarkDotNet's that are read; the tests have a real one too.</summary>
internal static class SampleReport
{
    public const string Text = """
        {
          "Title": "Sample", "HostEnvironmentInfo": { "BenchmarkDotNetVersion": "0.15.8" },
          "Benchmarks": [
            { "DisplayInfo": "Sorting.Quick: ShortRun(IterationCount=3) [N=10, Kind=a/b]", "Type": "Sorting", "Method": "Quick", "Parameters": "N=10&Kind=a/b",
              "Statistics": { "N": 3, "Mean": 120.5, "Median": 119, "StandardDeviation": 2.5 }, "Memory": { "BytesAllocatedPerOperation": 64 } },
            { "DisplayInfo": "Sorting.Quick: Dry [N=10, Kind=a/b]", "Type": "Sorting", "Method": "Quick", "Parameters": "N=10&Kind=a/b",
              "Statistics": { "N": 1, "Mean": 500, "Median": 500, "StandardDeviation": null }, "Memory": null },
            { "DisplayInfo": "Sorting.Broken: Dry", "Type": "Sorting", "Method": "Broken", "Parameters": "", "Statistics": null }
          ]
        }
        """;

    public static void Write(string path, string text = Text) => File.WriteAllText(path, text);
}
