using System.Globalization;
using CsCheck;
using Foray.Sdk.Documents;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Tracking;

namespace Foray.Backends.Tests;

/// <summary>Runs and metrics, chosen and arbitrary.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Start = DateTimeOffset.Parse("2026-01-02T03:04:05.678Z", CultureInfo.InvariantCulture);

    public static readonly RunStart Run = new("run-1", "speed", "First run", Start);

    /// <summary>Text of any characters, with those that formats give a meaning to more often than others.</summary>
    public static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char["ab=, \"\\#:/.-\n"], 0, 12], Gen.String, Gen.String[Gen.Int[0, 0xFFFF].Select(code => (char)code), 0, 8]);

    /// <summary>Any number, those that are not finite among them.</summary>
    public static readonly Gen<double> Number = Gen.OneOf(
        Gen.Double, Gen.Const(0.0), Gen.Const(-0.0), Gen.Const(0.1), Gen.Const(double.MaxValue), Gen.Const(double.Epsilon), Gen.Const(double.NaN),
        Gen.Const(double.PositiveInfinity), Gen.Const(double.NegativeInfinity));

    /// <summary>Any scalar or text of <see cref="Run"/>.</summary>
    public static readonly Gen<Metric> Metric =
        from isText in Gen.Bool
        from name in Text
        from source in Text
        from text in Text
        from number in Number
        from step in Gen.Long.Nullable()
        from tags in Gen.Dictionary(Text, Text)[0, 4]
        from nanoseconds in Gen.Long[1, 4_000_000_000_000_000_000]
        select new Metric(Run.Id, name, isText ? MetricType.Text : MetricType.Scalar, Start)
        {
            Source = source,
            Text = isText ? text : null,
            Number = isText ? null : number,
            Step = step,
            Tags = tags,
            UnixNanoseconds = nanoseconds,
        };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The options of two anonymous objects together.</summary>
    public static MappingNode Options(object some, object? others)
    {
        var section = PluginUnderTest.Section(some);
        return new MappingNode(section.Place, [.. section.Entries, .. PluginUnderTest.Section(others).Entries]);
    }

    public static Metric Scalar(string name, double number, long? step = 1, string run = "run-1") =>
        new(run, name, MetricType.Scalar, Start) { Number = number, Step = step, Sequence = (step ?? 0) + 1, UnixNanoseconds = Nanoseconds(Math.Min(step ?? 0, 1_000_000_000)) };

    public static Metric Of(MetricType type, string name, string? text = null) => new(Run.Id, name, type, Start) { Text = text, Step = 1, Sequence = 1 };

    /// <summary>Nanoseconds since 1970 of a moment after <see cref="Start"/>.</summary>
    public static long Nanoseconds(long after) => ((Start.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * 100) + after;

    /// <summary>What becomes of a text in UTF-8: half a surrogate pair is replaced.</summary>
    public static string InUtf8(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    public static Task WriteAsync(this IBackend backend, params IReadOnlyList<Metric> batch) => backend.WriteAsync(batch, Token);

    /// <summary>What was refused of the last batch: run, count and the beginning of the reason.</summary>
    public static IEnumerable<(string Run, int Count)> Refusals(this IBackend backend) => ((IRefusesMetrics)backend).Refused.Select(some => (some.Run, some.Count));
}
