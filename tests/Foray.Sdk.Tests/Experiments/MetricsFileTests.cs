using System.Globalization;
using System.Text.Json;
using CsCheck;
using Foray.Sdk.Experiments;

namespace Foray.Sdk.Tests.Experiments;

public class MetricsFileTests
{
    private static readonly Gen<double> Finite = Gen.Double.Where(double.IsFinite);

    private static readonly Gen<string> Name = Gen.String[Gen.Char.AlphaNumeric, 1, 8].Where(name => name != "step");

    [Theory]
    [InlineData("loss=0.5", "loss", 0.5, null)]
    [InlineData("loss=1e-3 step=7", "loss", 0.001, 7L)]
    [InlineData("step=-7\tloss=-2", "loss", -2, -7L)]
    [InlineData("  a/b.c=1  ", "a/b.c", 1, null)]
    [InlineData("{\"loss\": 0.5, \"step\": 3}", "loss", 0.5, 3L)]
    [InlineData("{\"a b\": 1}", "a b", 1, null)]
    public void A_line_is_pairs_or_JSON(string line, string name, double value, long? step)
    {
        var points = MetricsFile.Read(line, out var unreadable);
        Assert.Empty(unreadable);
        Assert.Equal(new MetricPoint(name, value, step), Assert.Single(points));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("=1")]
    [InlineData("a=")]
    [InlineData("a=1 b")]
    [InlineData("a=1e999")]
    [InlineData("step=1")]
    [InlineData("a=1 step=1.5")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("{\"a\": \"1\"}")]
    [InlineData("{\"a\": 1e999}")]
    [InlineData("{\"\": 1}")]
    [InlineData("{\"a\": 1, \"step\": 0.5}")]
    [InlineData("{\"a\": 1} b=2")]
    public void Of_a_line_that_cannot_be_read_nothing_is_taken_and_its_number_is_told(string line)
    {
        var points = MetricsFile.Read($"\nx=1\r\n{line}\ny=2", out var unreadable);
        Assert.Equal([3], unreadable);
        Assert.Equal(["x", "y"], points.Select(point => point.Name));
    }

    [Theory]
    [InlineData("a=NaN", double.NaN)]
    [InlineData("a=nan", double.NaN)]
    [InlineData("a=-NAN", double.NaN)]
    [InlineData("a=inf", double.PositiveInfinity)]
    [InlineData("a=+Infinity", double.PositiveInfinity)]
    [InlineData("a=-INF", double.NegativeInfinity)]
    [InlineData("{\"a\": \"-Infinity\"}", double.NegativeInfinity)]
    public void Numbers_that_are_not_finite_are_in_the_report_and_no_results(string line, double value)
    {
        var report = MetricsFile.ReadReport(line, out var unreadable);
        Assert.Equal(value, Assert.Single(report.Points).Value);
        Assert.Empty(MetricsFile.Read(line, out _));
        Assert.Empty(unreadable);
    }

    [Fact]
    public void Parameters_tags_and_artifacts_are_lines_of_their_own()
    {
        var report = MetricsFile.ReadReport(
            """
            {"param": {"tool": "xz", "level": 9}}
            {"tag": {"note": "cold"}}
            {"artifact": "plots/a.png"}
            {"param": 1}
            {"param": {"a": 1}, "loss": 1}
            {"tag": {"a": []}}
            {"artifact": ""}
            {"artifact": "/tmp/b.png", "path": "plots/b.png"}
            {"artifact": "c.png", "path": ""}
            {"artifact": "c.png", "loss": 1}
            """, out var unreadable);
        Assert.Equal([KeyValuePair.Create("tool", "xz"), KeyValuePair.Create("level", "9")], report.Parameters);
        Assert.Equal([KeyValuePair.Create("note", "cold")], report.Tags);
        Assert.Equal([new ReportedArtifact("plots/a.png", null), new ReportedArtifact("/tmp/b.png", "plots/b.png")], report.Artifacts);
        Assert.Equal(("param", 1), (Assert.Single(report.Points).Name, report.Points[0].Value));
        Assert.Equal([5, 6, 7, 9, 10], unreadable);
    }

    [Fact]
    public void What_scripts_report_is_read_back() =>
        Gen.Select(Gen.Select(Name, Finite, Gen.Long.Nullable()).List[0, 20], Gen.Bool).Sample((reports, json) =>
        {
            var lines = reports.Select(report => json ? AsJson(report) : AsPair(report));
            var points = MetricsFile.Read(string.Concat(lines.Select(line => line + "\n")), out var unreadable);
            Assert.Empty(unreadable);
            Assert.Equal(reports.Select(report => new MetricPoint(report.Item1, report.Item2, report.Item3)), points);
        });

    [Fact]
    public void Any_text_gives_finite_numbers_and_no_exception() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["a=1e9.-{}\":, \nstep"], 0, 40]).Sample(text =>
            MetricsFile.Read(text, out _).All(point => double.IsFinite(point.Value) && point.Name.Length > 0));

    private static string AsPair((string Name, double Value, long? Step) report) =>
        string.Create(CultureInfo.InvariantCulture, $"{report.Name}={report.Value:R}") + (report.Step is { } step ? $" step={step}" : "");

    private static string AsJson((string Name, double Value, long? Step) report)
    {
        var values = new Dictionary<string, object> { [report.Name] = report.Value };
        if (report.Step is { } step)
            values["step"] = step;
        return JsonSerializer.Serialize(values);
    }
}
