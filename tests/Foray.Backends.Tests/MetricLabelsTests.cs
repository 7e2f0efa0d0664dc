namespace Foray.Backends.Tests;

public class MetricLabelsTests
{
    [Fact]
    public void A_tag_that_has_the_name_of_a_label_stays_beside_it()
    {
        var metric = Some.Scalar("loss", 1) with { Tags = new Dictionary<string, string> { ["run"] = "mine", ["tag_run"] = "too", ["empty"] = "" } };
        Assert.Equal(
            ["experiment=speed", "run=run-1", "tag_run=mine", "tag_tag_run=too"],
            MetricLabels.Of(metric, Some.Run).Select(label => $"{label.Key}={label.Value}"));
    }
}
