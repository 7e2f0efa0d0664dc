using System.Globalization;
using CsCheck;
using Foray.Sdk.Experiments;
using Foray.Sdk.Results;

namespace Foray.Results.Tests;

/// <summary>Results to write, chosen and arbitrary.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Start = DateTimeOffset.Parse("2026-01-02T03:04:05.6Z", CultureInfo.InvariantCulture);

    /// <summary>Text of any characters, unpaired surrogates and control characters included.</summary>
    public static readonly Gen<string> Text = Gen.OneOf(Gen.String, Gen.String[Gen.Int[0, 0xFFFF].Select(code => (char)code), 0, 20]);

    private static readonly Gen<double> Number = Gen.OneOf(
        Gen.Double, Gen.Const(-0.0), Gen.Const(0.1), Gen.Const(double.MaxValue), Gen.Const(double.Epsilon), Gen.Const(double.NaN), Gen.Const(double.PositiveInfinity));

    private static readonly Gen<RowStatus> Status = Gen.Enum<RowStatus>();

    private static readonly Gen<ScriptResult> Script =
        from name in Text
        from status in Status
        from code in Gen.Int[0, 255].Nullable()
        select new ScriptResult("s" + name.GetHashCode(StringComparison.Ordinal), status, code, Start, TimeSpan.FromSeconds(1.5));

    private static readonly Gen<RowOutcome> Outcome =
        from status in Status
        from code in Gen.Int[0, 255].Nullable()
        from message in Text
        from ticks in Gen.Long[0, TimeSpan.TicksPerDay]
        from metrics in Gen.Dictionary(Text, Number)[0, 4]
        from scripts in Script.List[0, 3]
        select new RowOutcome(status)
        {
            ExitCode = code,
            Message = message.Length == 0 ? null : message,
            Started = Start,
            Elapsed = TimeSpan.FromTicks(ticks),
            Metrics = metrics,
            Scripts = scripts,
        };

    private static readonly Gen<CaseResult> Case =
        from experiment in Gen.OneOf(Gen.Const("one"), Text)
        from name in Text
        from machine in Text
        from parameters in Gen.Dictionary(Text, Text)[0, 3]
        from outcome in Outcome
        select new CaseResult(experiment, name, machine.Length == 0 ? null : machine, "run-1", parameters, outcome, "runs/run-1/cases/x");

    /// <summary>Any results.</summary>
    public static readonly Gen<RunResults> Results =
        from name in Text
        from status in Status
        from cases in Case.List[0, 5]
        select Of(cases) with { Name = name, Status = status };

    public static RunResults Of(IReadOnlyList<CaseResult> cases) =>
        new("run-1", "trial", RowStatus.Passed, Start, Start.AddSeconds(10), "/nowhere", cases);

    public static CaseResult Row(RowOutcome outcome, string experiment = "speed", string name = "n=1", string? machine = "a") =>
        new(experiment, name, machine, "run-0", new Dictionary<string, string> { ["n"] = "1" }, outcome, "runs/run-0/x");

    /// <summary>What becomes of a text in UTF-8: half a surrogate pair is replaced.</summary>
    public static string InUtf8(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    public static async Task<byte[]> WriteAsync(this IResultWriter writer, RunResults results)
    {
        using var target = new MemoryStream();
        await writer.WriteAsync(results, target, TestContext.Current.CancellationToken);
        return target.ToArray();
    }
}
