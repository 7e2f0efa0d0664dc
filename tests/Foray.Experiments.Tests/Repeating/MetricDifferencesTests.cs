using Foray.Experiments.Repeating;
using Foray.Experiments.Results;

namespace Foray.Experiments.Tests.Repeating;

public sealed class MetricDifferencesTests
{
    private static RunManifest Manifest(params (string Case, Dictionary<string, double>? Metrics)[] rows) => new()
    {
        Run = "run",
        Name = "demo",
        Foray = "1.0.0",
        Started = DateTimeOffset.UnixEpoch,
        File = new ManifestFile("experiment.yml", "", ""),
        Variables = new Dictionary<string, string>(),
        Plugins = [],
        Machines = [],
        Rows = [.. rows.Select(row => new ManifestRow("work", row.Case, "m", "print", "run", "passed", row.Metrics))],
    };

    private static IEnumerable<string> Of(Dictionary<string, double>? then, Dictionary<string, double>? now) => MetricDifferences.Of(Manifest(("a", then)), Manifest(("a", now)));

    [Fact]
    public void Both_values_and_the_relative_difference_are_told_the_greatest_first() => Assert.Equal(
        [
            "work: a on m, speed: 100 then, 50 now (-50 %)",
            "work: a on m, loss: -0.25 then, -0.2 now (+20 %)",
            "work: a on m, ratio: 0.3 then, 0.30000000000000004 now (+1.85E-14 %)",
        ],
        Of(new() { ["loss"] = -0.25, ["speed"] = 100, ["ratio"] = 0.3, ["same"] = 1 }, new() { ["loss"] = -0.2, ["speed"] = 50, ["ratio"] = 0.1 + 0.2, ["same"] = 1 }));

    [Fact]
    public void What_one_of_both_lacks_and_what_cannot_be_divided_is_told_first_and_without_a_ratio() => Assert.Equal(
        [
            "work: a on m, gone: 1 then, none now",
            "work: a on m, high: 1 then, Infinity now",
            "work: a on m, new: none then, 2 now",
            "work: a on m, zero: 0 then, 3 now",
        ],
        Of(new() { ["gone"] = 1, ["zero"] = 0, ["high"] = 1, ["nan"] = double.NaN }, new() { ["new"] = 2, ["zero"] = 3, ["high"] = double.PositiveInfinity, ["nan"] = double.NaN }));

    [Fact]
    public void Nothing_is_told_of_rows_that_only_one_run_has_or_whose_metrics_nobody_knows()
    {
        Assert.Empty(Of(null, new() { ["loss"] = 1 }));
        Assert.Empty(MetricDifferences.Of(Manifest(("a", new() { ["loss"] = 1 })), Manifest(("b", new() { ["loss"] = 2 }))));
    }

    [Fact]
    public void Of_many_the_first_are_told_and_the_rest_is_counted()
    {
        var lines = Of(Enumerable.Range(0, 30).ToDictionary(i => $"m{i:00}", i => 1.0), Enumerable.Range(0, 30).ToDictionary(i => $"m{i:00}", i => 1.0 + i)).ToList();
        Assert.Equal(21, lines.Count);
        Assert.Equal("work: a on m, m29: 1 then, 30 now (+2900 %)", lines[0]);
        Assert.Equal("and 9 more metrics that differ", lines[^1]);
    }
}
