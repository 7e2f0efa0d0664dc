using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Foray.Integrations.Benchmarks;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Tracking;
using Foray.Sdk.Tracking;

namespace Foray.Integrations.Tests;

public sealed class BenchmarkDotNetIntegrationTests : IDisposable
{
    private readonly FakeHost _host = new();
    private readonly RecordingMetricSink _sink = new();

    private string Reports => Path.Combine(_host.Folder, "results");

    [Fact]
    public void A_real_run_of_BenchmarkDotNet_becomes_metrics()
    {
        Assert.SkipWhen(AppContext.BaseDirectory.StartsWith(Path.GetTempPath(), StringComparison.Ordinal), "BenchmarkDotNet runs nothing from the folder of temporary files");
        var job = Job.Default.WithToolchain(InProcessNoEmitToolchain.Instance).WithInvocationCount(1).WithUnrollFactor(1).WithWarmupCount(1).WithIterationCount(3);
        var config = ManualConfig.CreateEmpty().AddJob(job).AddLogger(BenchmarkDotNet.Loggers.NullLogger.Instance).AddExporter(JsonExporter.Full).AddDiagnoser(MemoryDiagnoser.Default).AddColumnProvider(BenchmarkDotNet.Columns.DefaultColumnProviders.Instance)
            .WithArtifactsPath(_host.Folder).WithOptions(ConfigOptions.DisableOptimizationsValidator | ConfigOptions.DisableLogFile);

        using (Attach())
        {
            var summary = BenchmarkRunner.Run<Filling>(config);
            Assert.Empty(summary.ValidationErrors);
        }

        var metrics = ByName();
        var mean = metrics["benchmark/Filling.Fill/Size.100000/mean"];
        Assert.True(mean.Number > 0);
        Assert.Equal("ns", mean.Tags["unit"]);
        Assert.Equal("100000", mean.Tags["Size"]);
        Assert.True(metrics["benchmark/Filling.Fill/Size.100000/allocated"].Number >= 100_000);
        Assert.Contains("benchmark/Filling.Fill/Size.10/median", metrics.Keys);
        Assert.Contains("benchmark/Filling.Fill/Size.10/standard_deviation", metrics.Keys);
    }

    [Fact]
    public void Parameters_and_jobs_tell_benchmarks_apart()
    {
        using var listening = Attach();
        Write("Sample-report-full.json", SampleReport.Text);
        _host.Clock.Advance(TimeSpan.FromSeconds(2));

        var metrics = ByName();
        Assert.Equal(
            [
                "benchmark/Sorting.Quick/Kind.a_b/N.10/job.Dry/mean", "benchmark/Sorting.Quick/Kind.a_b/N.10/job.Dry/median", "benchmark/Sorting.Quick/Kind.a_b/N.10/job.ShortRun/allocated",
                "benchmark/Sorting.Quick/Kind.a_b/N.10/job.ShortRun/mean", "benchmark/Sorting.Quick/Kind.a_b/N.10/job.ShortRun/median", "benchmark/Sorting.Quick/Kind.a_b/N.10/job.ShortRun/standard_deviation",
            ],
            metrics.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(120.5, metrics["benchmark/Sorting.Quick/Kind.a_b/N.10/job.ShortRun/mean"].Number);
        Assert.Equal("a/b", metrics["benchmark/Sorting.Quick/Kind.a_b/N.10/job.Dry/mean"].Tags["Kind"]);
    }

    [Fact]
    public void A_report_of_before_is_left_alone_until_it_is_written_anew()
    {
        Write("Sample-report-full.json", SampleReport.Text);
        using var listening = Attach();
        _host.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Empty(_sink.Metrics);

        Write("Sample-report-full.json", SampleReport.Text + "\n");
        _host.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.NotEmpty(_sink.Metrics);
    }

    [Fact]
    public void A_report_that_is_not_written_to_its_end_comes_when_it_is_and_once()
    {
        using var listening = Attach();
        Write("Sample-report-full.json", SampleReport.Text[..200]);
        _host.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Empty(_sink.Metrics);

        Write("Sample-report-full.json", SampleReport.Text);
        _host.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(6, _sink.Metrics.Count);
    }

    [Fact]
    public void A_report_just_before_the_end_is_not_lost()
    {
        var listening = Attach();
        Write("Sample-report-full.json", SampleReport.Text);

        listening.Dispose();

        Assert.Equal(6, _sink.Metrics.Count);
    }

    [Fact]
    public void Other_files_are_no_reports()
    {
        using var listening = Attach();
        Write("Sample-report-full.json", "[1]");
        Write("Sample-report-brief.json", SampleReport.Text);
        Write("other.json", SampleReport.Text);
        _host.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Empty(_sink.Metrics);
    }

    public void Dispose() => _host.Dispose();

    private IDisposable Attach() => PluginUnderTest.Create<BenchmarkDotNetIntegration>(new { Folder = Reports }, _host).Attach(_sink);

    private void Write(string name, string text) => SampleReport.Write(Path.Combine(Directory.CreateDirectory(Reports).FullName, name), text);

    private Dictionary<string, Metric> ByName() => _sink.Metrics.ToDictionary(metric => metric.Name);

    public class Filling
    {
        [Params(10, 100_000)]
        public int Size { get; set; }

        [Benchmark]
        public byte[] Fill()
        {
            var bytes = new byte[Size];
            Array.Fill(bytes, (byte)1);
            return bytes;
        }
    }
}
