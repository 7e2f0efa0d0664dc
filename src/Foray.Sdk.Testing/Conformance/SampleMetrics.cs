using Foray.Sdk.Tracking;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>Metrics to write.</summary>
internal static class SampleMetrics
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    /// <summary>Texts that writers stumble over: markup, quotes, ends of blocks, control characters, half a surrogate pair.</summary>
    public static readonly IReadOnlyList<string> Texts =
        ["", " ", "Größe ☃ 𝄞", "a\"b'c\\d", "line\nbreak\r\n", "<b>&amp;]]>", "nul\0", "\u001b[31mred\u001b[0m", "half \ud834", "\ufeffmark", "=1+1", "a,b;c\td", new string('x', 10_000)];

    /// <summary>The run of all samples.</summary>
    public static readonly RunStart Run = new("run-1", "samples", "Sample run", Time);

    private static readonly double[] Numbers = [0, -0.0, 1.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.Epsilon];

    /// <summary>One plain metric of a type.</summary>
    public static Metric Plain(MetricType type, string name = "sample") => new(Run.Id, name, type, Time)
    {
        Source = "kit",
        Sequence = 1,
        Step = 1,
        Number = type is MetricType.Scalar or MetricType.System ? 0.5 : null,
        Text = type is MetricType.Text or MetricType.Parameter or MetricType.Figure or MetricType.Hyperparameters or MetricType.Custom ? "{}" : null,
        Numbers = type is MetricType.Histogram or MetricType.Tensor or MetricType.Embedding ? new double[] { 1, 2, 3, 4 } : default,
        Shape = type is MetricType.Tensor or MetricType.Embedding ? [2, 2] : [],
        Content = type is MetricType.Image or MetricType.Artifact or MetricType.Video or MetricType.Audio or MetricType.Mesh ? new byte[] { 1, 2, 3 } : default,
        MediaType = type switch { MetricType.Image => "image/png", MetricType.Figure => "application/json", _ => null },
        Tags = new Dictionary<string, string> { ["unit"] = "s" },
    };

    /// <summary>One series of numbers that writers stumble over, with times that are unique, as the host makes them.</summary>
    public static IReadOnlyList<Metric> WithUnusualNumbers(MetricType type)
    {
        long?[] steps = [null, 0, long.MaxValue];
        return InOrder(Numbers.SelectMany(number => steps.Select(step => Plain(type) with { Number = number, Step = step })));
    }

    public static IReadOnlyList<Metric> WithUnusualTexts(MetricType type) => InOrder(
    [
        Plain(type) with { Tags = new Dictionary<string, string>() },
        .. Texts.Select(text => Plain(type, $"n{text}") with { Source = text, Text = text, Tags = new Dictionary<string, string> { [$"k{text}"] = text } }),
    ]);

    private static IReadOnlyList<Metric> InOrder(IEnumerable<Metric> metrics) =>
        [.. metrics.Select((metric, index) => metric with { Sequence = index + 1, UnixNanoseconds = metric.UnixNanoseconds + index })];

    /// <summary>What has to be the same of two metrics; half a surrogate pair may have been replaced.</summary>
    public static string Describe(Metric metric) => FormattableString.Invariant($"{metric.Name} {metric.Type} step {metric.Step} = {metric.Number:R}");
}
