using Foray.Sdk.Experiments;
using Foray.Sdk.Results;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>Results to write.</summary>
internal static class SampleResults
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, 600, TimeSpan.Zero);

    public static RunResults Plain { get; } = Of([Row("n=1", "m1", Passed), Row("n=2", "m1", Passed with { Status = RowStatus.Failed, ExitCode = 3, Message = "script 'a' ended with exit code 3" })]);

    /// <summary>All that a row may be: every status, no machine, no scripts, unusual numbers.</summary>
    public static RunResults WithEveryOutcome { get; } = Of(
    [
        .. Enum.GetValues<RowStatus>().Select(status => Row($"status={status}", "m1", Passed with { Status = status, Message = status == RowStatus.Passed ? null : "why" })),
        Row("never=1", null, new RowOutcome(RowStatus.Interrupted)),
        Row("numbers=1", "m2", Passed with { Metrics = new Dictionary<string, double> { ["nan"] = double.NaN, ["inf"] = double.PositiveInfinity, ["-inf"] = double.NegativeInfinity, ["max"] = double.MaxValue } }),
    ]);

    public static RunResults Empty { get; } = Of([]);

    public static RunResults WithText(string text)
    {
        var outcome = Passed with
        {
            Status = RowStatus.Failed,
            Message = text,
            Metrics = new Dictionary<string, double> { [$"metric{text}"] = 1 },
            Scripts = [new ScriptResult($"script{text}", RowStatus.Failed, 1, Start, TimeSpan.FromSeconds(1))],
        };
        var row = Row($"case{text}", $"machine{text}", outcome) with { Parameters = new Dictionary<string, string> { [$"key{text}"] = text } };
        return Of([row]) with { Name = $"name{text}" };
    }

    private static RowOutcome Passed => new(RowStatus.Passed)
    {
        ExitCode = 0,
        Started = Start,
        Elapsed = TimeSpan.FromSeconds(1.5),
        Metrics = new Dictionary<string, double> { ["loss"] = 0.1 },
        Scripts = [new ScriptResult("a", RowStatus.Passed, 0, Start, TimeSpan.FromSeconds(1.5))],
    };

    private static CaseResult Row(string name, string? machine, RowOutcome outcome) =>
        new("speed", name, machine, "run-1", new Dictionary<string, string> { ["n"] = "1" }, outcome, $"runs/run-1/{name}");

    private static RunResults Of(IReadOnlyList<CaseResult> cases) => new("run-1", "trial", RowStatus.Passed, Start, Start.AddSeconds(10), "/nowhere", cases);
}
