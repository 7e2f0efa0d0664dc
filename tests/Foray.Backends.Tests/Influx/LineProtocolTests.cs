using System.Text;
using CsCheck;
using Foray.Backends.Influx;
using Foray.Sdk.Tracking;

namespace Foray.Backends.Tests.Influx;

public class LineProtocolTests
{
    [Fact]
    public void Tags_are_sorted_and_special_characters_escaped()
    {
        var metric = Some.Scalar("disk, free=yes", 1.5, step: 2) with
        {
            Source = "a b",
            Tags = new Dictionary<string, string> { ["z=1"] = "x,y", ["b"] = "", ["a\\b"] = "c\\d" },
        };
        Assert.Equal(
            $"""disk\,\ free=yes,a\b=c\d,experiment=speed,run=run-1,source=a\ b,z\=1=x\,y value=1.5,step=2i {Some.Nanoseconds(2)}""" + "\n",
            Line(metric));
    }

    [Fact]
    public void A_text_is_quoted()
    {
        var metric = Some.Of(MetricType.Text, "note", "say \"hi\" \\ or\nnot, a=b") with { Step = null };
        Assert.Equal($"note,experiment=speed,run=run-1 text=\"say \\\"hi\\\" \\\\ or\nnot, a=b\" {Some.Nanoseconds(0)}\n", Line(metric));
    }

    [Theory]
    [InlineData("")]
    [InlineData("#note")]
    [InlineData("a\\")]
    [InlineData("a\nb")]
    [InlineData("a\\,b")]
    [InlineData("a\\ b")]
    [InlineData("a\\=b")]
    public void A_name_that_the_protocol_cannot_write_is_refused(string name) => Assert.NotNull(Obstacle(Some.Scalar(name, 1)));

    [Theory]
    [InlineData("", "b")]
    [InlineData("a\\", "b")]
    [InlineData("a", "b\\")]
    [InlineData("a", "b\r")]
    public void A_tag_that_the_protocol_cannot_write_is_refused(string tag, string value) =>
        Assert.NotNull(Obstacle(Some.Scalar("loss", 1) with { Tags = new Dictionary<string, string> { [tag] = value } }));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_number_that_is_not_finite_is_refused(double number) => Assert.NotNull(Obstacle(Some.Scalar("loss", number)));

    [Fact]
    public void Any_metrics_that_are_not_refused_are_read_back_as_they_were() => Some.Metric.Array[1, 5].Sample(metrics =>
    {
        var kept = metrics.Where(metric => Obstacle(metric) is null).ToList();
        var points = LinePoint.ParseAll(string.Concat(kept.Select(Line)));
        Assert.Equal(kept.Count, points.Count);
        foreach (var (metric, point) in kept.Zip(points))
        {
            Assert.Equal(metric.Name, point.Measurement);
            Assert.Equal(MetricLabels.Of(metric, Some.Run).Select(label => (label.Key, label.Value)), point.Tags);
            Assert.Equal(metric.UnixNanoseconds, point.Time);
            Assert.Equal(metric.Type == MetricType.Text ? metric.Text : metric.Number!, point.Fields[metric.Type == MetricType.Text ? "text" : "value"]);
            Assert.Equal(metric.Step, point.Fields.TryGetValue("step", out var step) ? (long)step : null);
        }
    });

    private static string? Obstacle(Metric metric) => LineProtocol.FindObstacle(metric, MetricLabels.Of(metric, Some.Run));

    private static string Line(Metric metric)
    {
        var line = new StringBuilder();
        LineProtocol.Append(line, metric, MetricLabels.Of(metric, Some.Run));
        return line.ToString();
    }
}
