using System.Text;
using CsCheck;
using Foray.Experiments.Tracking;
using Foray.Sdk.Tracking;

namespace Foray.Experiments.Tests.Tracking;

public sealed class RowReportsTests
{
    [Fact]
    public void However_the_reports_of_a_script_come_each_line_is_logged_once_and_in_order() =>
        Gen.Select(Gen.Int[0, 30], Gen.Select(Gen.Int[0, 400], Gen.Int[0, 400]).List[0, 10]).Sample((count, parts) =>
        {
            var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, count).Select(i => $"größe={i} step={i}\n")));
            var run = new RecordingRun();
            var reports = new RowReports(run, TimeProvider.System);
            foreach (var (from, to) in parts)
            {
                var begin = Math.Min(from, content.Length);
                reports.Take("script-1", begin, content.AsSpan(begin, Math.Max(0, Math.Min(to, content.Length) - begin)), isWhole: false);
            }

            reports.Take("script-1", 0, content, isWhole: true);
            reports.Take("script-1", 0, content, isWhole: true);
            Assert.Equal(Enumerable.Range(0, count).Select(i => (double?)i), run.Metrics.Select(metric => metric.Number));
        });

    [Fact]
    public void A_line_without_an_end_waits_for_the_rest_or_for_the_end_of_its_script()
    {
        var run = new RecordingRun();
        var reports = new RowReports(run, TimeProvider.System);
        reports.Take("script-1", 0, "a=1\nb="u8, isWhole: false);
        Assert.Equal("a", Assert.Single(run.Metrics).Name);
        reports.Take("script-1", 0, "a=1\nb=2"u8, isWhole: true);
        Assert.Equal(["a", "b"], run.Metrics.Select(metric => metric.Name));
    }

    [Fact]
    public void Scripts_report_on_their_own_and_parameters_are_set_once()
    {
        var run = new RecordingRun();
        var reports = new RowReports(run, TimeProvider.System);
        reports.Take("script-1", 0, "{\"param\": {\"tool\": \"xz\"}}\nloss=NaN step=0\n"u8, isWhole: true);
        reports.Take("script-2", 0, "{\"param\": {\"tool\": \"gzip\"}}\n{\"tag\": {\"note\": \"cold\"}}\n"u8, isWhole: true);
        Assert.Equal(
            [(MetricType.Scalar, "loss", null), (MetricType.Parameter, "tool", "xz"), (MetricType.Tag, "note", "cold")],
            run.Metrics.Select(metric => (metric.Type, metric.Name, metric.Text)));
        Assert.Equal((double.NaN, 0L), (run.Metrics[0].Number!.Value, run.Metrics[0].Step!.Value));
    }
}
