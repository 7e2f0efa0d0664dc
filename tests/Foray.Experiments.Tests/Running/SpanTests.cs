using System.Diagnostics;
using Foray.Experiments.Tracing;

namespace Foray.Experiments.Tests.Running;

public sealed class SpanTests
{
    private const string File = """
        name: spans
        sites:
          - { kind: lab, labels: [left] }
        software:
          kit: { labels: [left] }
        experiments:
          - { kind: trial, name: first, labels: [left], cases: [a, b] }
        """;

    private static ActivityListener Listen(List<Activity> ended) => new()
    {
        ShouldListenTo = source => source.Name == Spans.SourceName,
        Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        ActivityStopped = span =>
        {
            lock (ended)
                ended.Add(span);
        },
    };

    /// <summary>Spans of one experiment, as <c>parent/name</c>: other tests make spans too.</summary>
    private static List<Activity> Of(List<Activity> ended, string name)
    {
        lock (ended)
        {
            var trace = ended.Single(span => (string?)span.GetTagItem("foray.name") == name).TraceId;
            return ended.FindAll(span => span.TraceId == trace);
        }
    }

    [Fact]
    public async Task Each_step_of_a_run_has_a_span_below_the_step_it_belongs_to()
    {
        var ended = new List<Activity>();
        using var listener = Listen(ended);
        ActivitySource.AddActivityListener(listener);
        using var lab = new Lab(File);
        Lab.AssertFine(await lab.RunAsync());
        var spans = Of(ended, "spans");
        Assert.Equal(
            ["experiment first/case a", "experiment first/case b", "run/experiment first", "run/install software kit", "run/site lab"],
            spans.Where(span => span.Parent is not null).Select(span => $"{span.Parent!.OperationName}/{span.OperationName}").Order(StringComparer.Ordinal));
        Assert.Equal("Passed", spans.Single(span => span.OperationName == "case a").GetTagItem("foray.status"));
        Assert.NotNull(spans.Single(span => span.OperationName == "run").GetTagItem("foray.run"));
    }

    [Fact]
    public async Task What_failed_says_so()
    {
        var ended = new List<Activity>();
        using var listener = Listen(ended);
        ActivitySource.AddActivityListener(listener);
        using var lab = new Lab(File.Replace("name: spans", "name: failing-spans", StringComparison.Ordinal));
        lab.SwitchOn("kit-fails-on-left-1");
        await lab.RunAsync();
        var spans = Of(ended, "failing-spans");
        Assert.All(["run", "install software kit"], name =>
            Assert.Equal((ActivityStatusCode.Error, "no room on 'left-1'"), (spans.Single(span => span.OperationName == name).Status, spans.Single(span => span.OperationName == name).StatusDescription)));
    }
}
