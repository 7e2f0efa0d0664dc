using Foray.Sdk.Diagnostics;
using Foray.Sdk.Tracking;
using Foray.Tracking.Queries;

namespace Foray.Tracking.Tests.Queries;

public sealed class MetricQueryTests
{
    private static readonly Metric Loss = new("r", "train/loss", MetricType.Scalar, DateTimeOffset.UnixEpoch)
    {
        Number = 0.5,
        Step = 10,
        Source = "script",
        Tags = new Dictionary<string, string> { ["unit"] = "nats", ["my tag"] = "x" },
    };

    private static readonly Metric Note = new("r", "note", MetricType.Tag, DateTimeOffset.UnixEpoch) { Text = "cold" };

    [Theory]
    [InlineData("value < 1", true, false)]
    [InlineData("value <= 0.5 and step >= 10", true, false)]
    [InlineData("step > 10 or text = 'cold'", false, true)]
    [InlineData("not value < 1", false, true)]
    [InlineData("value is null", false, true)]
    [InlineData("step is not null", true, false)]
    [InlineData("type = 'scalar'", true, false)]
    [InlineData("TYPE IN ('tag', 'parameter')", false, true)]
    [InlineData("name not in ('note', 'other')", true, false)]
    [InlineData("source = 'script' and (name = 'x' or tags.unit = 'nats')", true, false)]
    [InlineData("tags.\"my tag\" != 'y'", true, false)]
    [InlineData("value > -inf and value < inf", true, false)]
    [InlineData("step in (9, 10, 11)", true, false)]
    public void A_filter_asks_a_metric_and_what_it_lacks_compares_with_nothing(string text, bool loss, bool note)
    {
        var filter = MetricQuery.ParseFilter(text)!;
        Assert.Equal((loss, note), (filter(Loss), filter(Note)));
    }

    [Theory]
    [InlineData("value >= -inf", false)]
    [InlineData("value != 3", false)]
    [InlineData("value is not null", true)]
    public void NaN_compares_with_nothing_and_is_there(string text, bool passes) =>
        Assert.Equal(passes, MetricQuery.ParseFilter(text)!(Loss with { Number = double.NaN }));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_blank_text_is_no_filter(string text) => Assert.Null(MetricQuery.ParseFilter(text));

    [Theory]
    [InlineData("vale < 1", "FORAY186", "did you mean 'value'?")]
    [InlineData("metrics.loss < 1", "FORAY186", "the fields are name, source, type")]
    [InlineData("value <", "FORAY185", "a text in single quotes or a number is expected")]
    [InlineData("value < 1 step", "FORAY185", "'and', 'or' or the end is expected")]
    [InlineData("(value < 1", "FORAY185", "column 11")]
    [InlineData("value < 'a'", "FORAY187", "is no number")]
    [InlineData("value = nan", "FORAY187", "nothing can be compared with NaN")]
    [InlineData("type = 'scaler'", "FORAY187", "there is no type 'scaler'")]
    [InlineData("name = 3", "FORAY187", "write the text in single quotes")]
    [InlineData("value # 3", "FORAY185", "column 7")]
    [InlineData("not", "FORAY185", "a field of a metric")]
    public void What_is_no_filter_is_told_with_its_place(string text, string code, string part)
    {
        var refusal = Assert.Throws<DiagnosticException>(() => MetricQuery.ParseFilter(text)).Diagnostics[0];
        Assert.Equal(code, refusal.Code);
        Assert.Contains(part, refusal.Message + refusal.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_that_is_nested_too_deeply_or_too_long_is_refused() =>
        Assert.All(["" + new string('(', 5000), new string(' ', 20_000) + "step = 1"], text =>
            Assert.Equal("FORAY188", Assert.Throws<DiagnosticException>(() => MetricQuery.ParseFilter(text)).Diagnostics[0].Code));
}
