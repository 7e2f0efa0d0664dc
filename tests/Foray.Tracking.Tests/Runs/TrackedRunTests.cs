using System.Security.Cryptography;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Tracking;
using Foray.Tracking.Runs;
using Foray.Tracking.Spool;
using Foray.Tracking.Store;
using Foray.Tracking.Tests.Spool;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Tracking.Tests.Runs;

public sealed class TrackedRunTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Noon);
    private readonly SpoolWriter _spool;
    private readonly RunTracker _tracker;

    public TrackedRunTests()
    {
        _spool = SpoolWriter.Create(_folder.Path, new SpoolOptions { SegmentSlots = 4096 });
        _tracker = new RunTracker(_spool, new ArtifactReferences(), _time);
    }

    public void Dispose()
    {
        _spool.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_run_begins_is_told_things_and_ends()
    {
        using (var run = Start())
        {
            run.Param("tool", "xz");
            run.Tag("phase", "first");
            run.Tag("phase", "second");
            run.Tag("phase", null);
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        var start = new RunStart("run", "experiment", "name", Noon) { Parent = "parent" };
        Assert.Equal(
            [
                new RunBegan(start),
                new ParameterSet("run", "tool", "xz"),
                new TagSet("run", "phase", "first"),
                new TagSet("run", "phase", "second"),
                new TagSet("run", "phase", null),
                new RunFinished("run", RunState.Finished, Noon.AddSeconds(2)),
            ],
            Read().Changes);
    }

    [Fact]
    public void Every_property_of_a_metric_comes_back()
    {
        var metric = SpoolDamageTests.FullMetric();
        Start().Log(metric);
        var read = Assert.IsType<MetricLogged>(Read().Changes[1]).Metric;
        Assert.Equal(metric.Numbers.ToArray(), read.Numbers.ToArray());
        Assert.Equal(metric.Content.ToArray(), read.Content.ToArray());
        Assert.Equal(metric.Shape, read.Shape);
        Assert.Equal(metric.Tags, read.Tags);
        Assert.Equal((metric.Time, metric.Source, metric.Step, metric.Number, metric.Text), (read.Time, read.Source, read.Step, read.Number, read.Text));
        Assert.Equal((metric.Type, metric.Name, metric.MediaType, metric.UnixNanoseconds), (read.Type, read.Name, read.MediaType, read.UnixNanoseconds));
    }

    [Theory]
    [InlineData(MetricType.Histogram)]
    [InlineData(MetricType.Text)]
    [InlineData(MetricType.Image)]
    [InlineData(MetricType.Figure)]
    [InlineData(MetricType.Artifact)]
    [InlineData(MetricType.Custom)]
    [InlineData(MetricType.Tensor)]
    [InlineData(MetricType.Embedding)]
    [InlineData(MetricType.Video)]
    [InlineData(MetricType.Audio)]
    [InlineData(MetricType.Mesh)]
    [InlineData(MetricType.Hyperparameters)]
    public void What_is_no_number_is_kept_with_its_type(MetricType type)
    {
        Start().Log(new Metric("run", "thing", type, Noon) { Text = "t" });
        Assert.Equal(type, Read().Metrics("thing").Single().Type);
    }

    [Fact]
    public void Scalars_of_all_sources_are_series_of_their_own()
    {
        var run = Start();
        run.Log(new Metric("run", "cpu", MetricType.System, Noon) { Number = 1, Source = "system" });
        run.Log(new Metric("run", "cpu", MetricType.Scalar, Noon) { Number = 2, Step = 0 });
        run.Log(new Metric("run", "cpu", MetricType.System, Noon) { Number = 3, Source = "system" });
        run.Log(new Metric("run", "cpu", MetricType.System, Noon) { Number = 4, Source = "system", Tags = new Dictionary<string, string> { ["core"] = "1" } });
        var content = Read();
        Assert.Equal([1.0, 2.0, 3.0, 4.0], content.Metrics("cpu").Select(metric => metric.Number!.Value));
        Assert.Equal([null, 0L, null, null], content.Metrics("cpu").Select(metric => metric.Step));
        Assert.Equal(["system", "", "system", "system"], content.Metrics("cpu").Select(metric => metric.Source));
        Assert.Equal("1", content.Metrics("cpu").Last().Tags["core"]);
        Assert.Equal([2, 1, 1], content.Points.Select(block => block.Values.Length));
        Assert.Equal(PointBlock.NoStep, content.Points[0].Steps.Span[0]);
    }

    [Fact]
    public void Steps_that_are_given_stay_and_others_are_counted()
    {
        var metric = Start().Metric("loss");
        metric.Log(0.5);
        metric.Log(0.5, 0);
        metric.Log(0.5, -7);
        metric.Log(0.5, long.MaxValue);
        metric.Log(0.5);
        Assert.Equal([0, 0, -7, long.MaxValue, 1], Read().Metrics("loss").Select(point => point.Step!.Value));
        Assert.Throws<ArgumentOutOfRangeException>(() => metric.Log(1, long.MinValue));
    }

    [Fact]
    public void Points_at_the_same_time_get_the_nanoseconds_behind_it()
    {
        var run = Start();
        for (var i = 0; i < 3; i++)
            run.Metric("loss").Log(i);
        run.Metric("other").Log(0);
        _time.Advance(TimeSpan.FromTicks(1));
        run.Metric("loss").Log(3);
        var noon = Nanoseconds(Noon);
        Assert.Equal([noon, noon + 1, noon + 2, noon + 100], Times("loss"));
        Assert.Equal([noon], Times("other"));
    }

    [Fact]
    public void Times_that_are_given_stay_unless_they_repeat()
    {
        var metric = Start().Metric("loss");
        var noon = Nanoseconds(Noon);
        foreach (var seconds in (int[])[0, 0, 0, 5, 0, -3600, -3600, 0])
            metric.Log(1, 1, Noon.AddSeconds(seconds));
        const long Second = 1_000_000_000;
        Assert.Equal(
            [noon, noon + 1, noon + 2, noon + 5 * Second, noon, noon - 3600 * Second, noon - 3600 * Second + 1, noon],
            Times("loss"));
    }

    [Fact]
    public void A_time_that_was_given_out_for_another_point_is_not_used_again()
    {
        var run = Start();
        foreach (var nanosecond in (int[])[5, 5, 5, 6, 8, 9, 20])
            run.Log(new Metric("run", "loss", MetricType.Scalar, Noon) { Number = 1, UnixNanoseconds = nanosecond });
        Assert.Equal([5, 6, 7, 8, 9, 10, 20], Times("loss"));
    }

    [Fact]
    public void Thousands_of_points_with_one_time_get_times_of_their_own()
    {
        var metric = Start().Metric("loss");
        for (var i = 0; i < 5000; i++)
            metric.Log(i, i, DateTimeOffset.UnixEpoch);
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => (long)i), Times("loss").Order());
    }

    [Fact]
    public void The_time_follows_the_clock()
    {
        var metric = Start().Metric("loss");
        for (var i = 0; i < 5; i++)
        {
            metric.Log(i);
            _time.Advance(TimeSpan.FromMilliseconds(700));
        }

        Assert.Equal(Enumerable.Range(0, 5).Select(i => Nanoseconds(Noon.AddMilliseconds(700 * i))), Times("loss"));
    }

    [Fact]
    public void A_parameter_is_set_once()
    {
        var run = Start();
        run.Param("tool", "xz");
        run.Param("tool", "xz");
        var thrown = Assert.Throws<DiagnosticException>(() => run.Param("tool", "gzip"));
        Assert.Equal("FORAY320", thrown.Diagnostics[0].Code);
        Assert.Contains("'tool' of run 'run' is 'xz' and cannot become 'gzip'", thrown.Message, StringComparison.Ordinal);
        Assert.Single(Read().Changes.OfType<ParameterSet>());
    }

    [Fact]
    public void A_parameter_that_is_a_number_is_kept_as_text_too()
    {
        Start().Log(new Metric("run", "level", MetricType.Parameter, Noon) { Number = 0.1 });
        Assert.Equal("0.1", Read().Changes.OfType<ParameterSet>().Single().Value);
        Assert.Equal(0.1, Read().Metrics("level").Single().Number);
    }

    [Theory]
    [InlineData("a/b_c.d-e f")]
    [InlineData("größe")]
    public void Names_follow_the_rules_of_MLflow(string name)
    {
        var run = Start();
        run.Metric(name).Log(1);
        run.Tag(name, "v");
        run.Param(name, "v");
        Assert.Equal(3, Read().Metrics(name).Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("a=b")]
    [InlineData("a:b")]
    public void Other_names_are_refused(string name) => AssertRefused(name, "cannot be the name");

    [Fact]
    public void Long_names_are_refused() => AssertRefused(new string('n', 251), "251 characters");

    [Fact]
    public void Long_values_are_refused()
    {
        var run = Start();
        run.Param("at most", new string('v', 6000));
        run.Tag("at most", new string('v', 5000));
        Assert.Contains("'long' has 6001", Assert.Throws<DiagnosticException>(() => run.Param("long", new string('v', 6001))).Message, StringComparison.Ordinal);
        Assert.Contains("'long' has 5001", Assert.Throws<DiagnosticException>(() => run.Tag("long", new string('v', 5001))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("../a")]
    [InlineData("ä")]
    public void An_id_that_cannot_be_one_is_refused(string id)
    {
        var thrown = Assert.Throws<DiagnosticException>(() => _tracker.Start(new RunStart(id, "e", "n", Noon)));
        Assert.Equal("FORAY320", thrown.Diagnostics[0].Code);
    }

    [Fact]
    public void A_scalar_without_a_number_is_refused()
    {
        var thrown = Assert.Throws<DiagnosticException>(() => Start().Log(new Metric("run", "loss", MetricType.Scalar, Noon)));
        Assert.Contains("'loss' has no number", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_logged_after_the_first_end()
    {
        var run = Start();
        var metric = run.Metric("loss");
        metric.Log(1);
        run.End(RunState.Failed);
        run.End(RunState.Finished);
        run.Dispose();
        foreach (var late in (Action[])[() => metric.Log(2), () => run.Tag("a", "b"), () => run.Param("a", "b"), () => run.Metric("new")])
            Assert.Contains("has ended", Assert.Throws<DiagnosticException>(late).Message, StringComparison.Ordinal);
        Assert.Equal([1.0], Read().Values("loss"));
        Assert.Equal(RunState.Failed, Read().Changes.OfType<RunFinished>().Single().State);
    }

    [Fact]
    public void A_run_that_is_disposed_ends_as_it_was_told_to()
    {
        var run = Start();
        run.StateOnDispose = RunState.Failed;
        run.Dispose();
        Assert.Equal(RunState.Failed, Read().Changes.OfType<RunFinished>().Single().State);
    }

    [Fact]
    public void A_run_of_the_same_id_goes_on()
    {
        var run = Start();
        Assert.Same(run, Start());
        run.Metric("loss").Log(1);
        run.End(RunState.Killed);
        var again = Start();
        Assert.NotSame(run, again);
        again.Metric("loss").Log(2);
        Assert.Equal([1.0, 2.0], Read().Values("loss"));
        Assert.Equal(2, Read().Changes.OfType<RunBegan>().Count());
    }

    [Fact]
    public async Task An_artifact_may_stay_where_it_is()
    {
        var content = RandomNumberGenerator.GetBytes(400_000);
        await File.WriteAllBytesAsync(_folder.File("model.bin"), content, TestContext.Current.CancellationToken);
        var run = Start();
        await run.LogArtifactAsync("models/model.bin", _folder.File("model.bin"), TestContext.Current.CancellationToken);
        await run.LogArtifactAsync("copy.bin", _folder.File("model.bin"), TestContext.Current.CancellationToken);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        Assert.Equal(
            [
                new ArtifactLogged("run", "models/model.bin", hash, content.Length) { Location = _folder.File("model.bin") },
                new ArtifactLogged("run", "copy.bin", hash, content.Length) { Location = _folder.File("model.bin") },
            ],
            Read().Changes.OfType<ArtifactLogged>());
        Assert.Equal(hash, Read().Metrics("copy.bin").Single().Tags["sha256"]);
    }

    [Theory]
    [InlineData("../a")]
    [InlineData("/a")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("")]
    public async Task An_artifact_whose_path_leads_out_is_refused(string path)
    {
        var run = Start();
        var thrown = await Assert.ThrowsAsync<DiagnosticException>(() => run.LogArtifactAsync(path, _folder.File("a"), TestContext.Current.CancellationToken));
        Assert.Contains("cannot be the path", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_artifact_that_cannot_be_read_is_named_and_leaves_nothing()
    {
        var run = Start();
        foreach (var file in (string[])["missing", "."])
        {
            var thrown = await Assert.ThrowsAsync<DiagnosticException>(() => run.LogArtifactAsync("a", _folder.File(file), TestContext.Current.CancellationToken));
            Assert.Equal("FORAY320", thrown.Diagnostics[0].Code);
            Assert.Contains(_folder.File(file), thrown.Message, StringComparison.Ordinal);
        }

        Assert.Empty(Read().Changes.OfType<ArtifactLogged>());
    }

    private static long Nanoseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks * 100;

    private TrackedRun Start() => _tracker.Start(new RunStart("run", "experiment", "name", Noon) { Parent = "parent" });

    private SpoolContent Read() => SpoolContent.Read(_spool.Folder);

    private IEnumerable<long> Times(string name) => Read().Metrics(name).Select(metric => metric.UnixNanoseconds);

    private void AssertRefused(string name, string message)
    {
        var run = Start();
        foreach (var call in (Action[])[() => run.Metric(name), () => run.Param(name, ""), () => run.Tag(name, "")])
        {
            var thrown = Assert.Throws<DiagnosticException>(call);
            Assert.Equal("FORAY320", thrown.Diagnostics[0].Code);
            Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
        }
    }
}
