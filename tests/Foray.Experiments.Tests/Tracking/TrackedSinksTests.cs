using Foray.Experiments.Files;
using Foray.Sdk.Diagnostics;

namespace Foray.Experiments.Tests.Tracking;

public sealed class TrackedSinksTests
{
    private static async Task<IReadOnlyList<string>> CheckAsync(string backends)
    {
        using var lab = new Lab($"{Lab.Simple}\nbackends:\n{backends}\n");
        var services = lab.Services with { CheckMetricFilter = filter => filter == "good" ? [] : [Diagnostic.Error("FORAY185", $"'{filter}' is bad")] };
        var file = await ExperimentFile.LoadAsync(lab.Paths, services, TestContext.Current.CancellationToken);
        return [.. file.Diagnostics.Select(problem => $"{problem.Place!.Value.Line}:{problem.Place!.Value.Column} {problem.Code} {problem.Message}")];
    }

    [Fact]
    public async Task Backends_with_names_of_their_own_and_without_are_fine() => Assert.Empty(await CheckAsync("""
          - { kind: drain }
          - { kind: drain, name: other, sources: [script], metrics: ["train/*"], types: [scalar, histogram], filter: good, policy: downsample }
          - { kind: drain, name: drain-4 }
        """));

    [Fact]
    public async Task A_name_that_is_taken_is_an_error_also_where_it_is_the_one_that_none_gives() => Assert.Equal(
        [
            "8:26 FORAY170 two backends have the name 'one'; the first one is on line 7",
            "10:5 FORAY170 two backends have the name 'drain-4'; the first one is on line 9",
        ],
        await CheckAsync("""
          - { kind: drain, name: one }
          - { kind: drain, name: one }
          - { kind: drain, name: drain-4 }
          - { kind: drain }
        """));

    [Fact]
    public async Task The_name_of_the_store_is_taken() =>
        Assert.Equal(["7:26 FORAY170 a backend cannot have the name 'store', which is the tracking store's"], await CheckAsync("  - { kind: drain, name: store }"));

    [Fact]
    public async Task A_filter_that_cannot_be_read_is_told_at_its_place() =>
        Assert.Equal(["7:28 FORAY185 'bad one' is bad"], await CheckAsync("  - { kind: drain, filter: bad one }"));

    [Fact]
    public async Task Types_are_those_that_there_are() =>
        Assert.Contains("scaler", Assert.Single(await CheckAsync("  - { kind: drain, types: [scaler] }")), StringComparison.Ordinal);
}
