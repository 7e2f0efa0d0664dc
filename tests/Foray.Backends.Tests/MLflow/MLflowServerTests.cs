using System.Text;
using Foray.Backends.MLflow;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Tracking;
using Foray.Tracking.Exporting;
using Foray.Tracking.Store;
using Foray.Tracking.Store.Search;
using Foray.Web;
using Run = Foray.Tracking.Store.StoredRun;
using Server = Foray.Tracking.Server.MLflowServer;

namespace Foray.Backends.Tests.MLflow;

/// <summary>Runs of a store, copied to Foray's own server over another store.</summary>
public sealed class MLflowServerTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 17, 12, 0, 0, 123, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("foray-upload-").FullName;
    private readonly FakeHost _host = new(TimeProvider.System);
    private readonly List<string> _written = [];
    private ITrackingStore _from = null!;
    private ITrackingStore _to = null!;
    private Server _server = null!;
    private WebServer _web = null!;
    private int _failAfter = int.MaxValue;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _from = await TrackingStores.OpenAsync(Path.Combine(_folder, "from"), Token);
        _to = await TrackingStores.OpenAsync(Path.Combine(_folder, "to"), Token);
        _server = await Server.OpenAsync(_to, null, TimeProvider.System, Token);
        _web = await WebServer.StartAsync(new WebOptions { Port = 0 }, _server.Map, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await _server.DisposeAsync();
        await _to.DisposeAsync();
        await _from.DisposeAsync();
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task All_of_a_run_and_of_those_below_it_is_there_and_nothing_is_sent_again()
    {
        await FillAsync();
        var first = await UploadAsync("top");
        Assert.Equal((3, 12_503L + 5, 3L), (first.Runs, first.Points, first.Artifacts));
        Assert.Empty(first.LeftOut);
        Assert.Equal(await PictureAsync(_from, run => run.Id), await PictureAsync(_to, OwnId));
        _written.Clear();
        var second = await UploadAsync("top");
        Assert.Equal((3, 0L, 0L), (second.Runs, second.Points, second.Artifacts));
        Assert.Empty(_written);
    }

    [Fact]
    public async Task A_copy_that_was_cut_off_goes_on_where_it_was_and_writes_no_point_twice()
    {
        await FillAsync();
        for (_failAfter = 1; ; _failAfter++)
        {
            _written.Clear();
            try
            {
                await UploadAsync("top");
                break;
            }
            catch (OperationCanceledException)
            {
                Assert.Equal(_failAfter, _written.Count);
            }
        }

        Assert.True(_failAfter > 3);
        Assert.Equal(await PictureAsync(_from, run => run.Id), await PictureAsync(_to, OwnId));
    }

    [Fact]
    public async Task What_came_since_is_sent_and_the_rest_is_not()
    {
        await BeginAsync("top", null);
        await LogAsync("top", "loss", Enumerable.Range(0, 30).Select(i => (double)i));
        await UploadAsync("top");
        await LogAsync("top", "loss", Enumerable.Range(30, 5).Select(i => (double)i));
        await ApplyAsync(new TagSet("top", "kind", "late"), new RunFinished("top", RunState.Failed, Noon.AddMinutes(1)));
        var second = await UploadAsync("top");
        Assert.Equal(5, second.Points);
        Assert.Equal(await PictureAsync(_from, run => run.Id), await PictureAsync(_to, OwnId));
    }

    [Fact]
    public async Task A_part_of_a_run_brings_the_run_along_that_it_is_a_part_of()
    {
        await FillAsync();
        var report = await UploadAsync("deep");
        Assert.Equal(3, report.Runs);
        Assert.Equal(await PictureAsync(_from, run => run.Id), await PictureAsync(_to, OwnId));
    }

    [Fact]
    public async Task Equal_points_of_one_millisecond_are_as_many_there()
    {
        await BeginAsync("top", null);
        await ApplyPointsAsync(new PointBlock("top", "same", MetricType.Scalar, new long[] { 0, 0, 0 }, new long[] { 1_000_000, 1_000_001, 1_000_002 }, new double[] { 7, 7, 7 }));
        await UploadAsync("top");
        await ApplyPointsAsync(new PointBlock("top", "same", MetricType.Scalar, new long[] { 0 }, new long[] { 1_000_003 }, new double[] { 7 }));
        Assert.Equal(1, (await UploadAsync("top")).Points);
        Assert.Equal(4, (await _to.Points.FindAsync((await RunsAsync(_to)).Single().Id, "same", Token))!.Count);
    }

    [Fact]
    public async Task An_artifact_that_has_changed_is_sent_again_also_where_it_is_as_long()
    {
        await BeginAsync("top", null);
        await KeepAsync("top", "plots/a.txt", "one");
        await KeepAsync("top", "b.txt", "same");
        Assert.Equal(2, (await UploadAsync("top")).Artifacts);
        await KeepAsync("top", "plots/a.txt", "two");
        Assert.Equal(1, (await UploadAsync("top")).Artifacts);
        Assert.Equal(await PictureAsync(_from, run => run.Id), await PictureAsync(_to, OwnId));
    }

    [Fact]
    public async Task What_the_server_cannot_keep_is_counted_with_its_reason()
    {
        await BeginAsync("top", null);
        await ApplyAsync(new TagSet("top", "foray.run", "another"), new TagSet("top", "fine", "x"), new ParameterSet("top", "sum: a", "b"));
        var report = await UploadAsync("top");
        Assert.Contains("letters, digits", Assert.Single(report.LeftOut).Key, StringComparison.Ordinal);
        Assert.Single(await RunsAsync(_to));
        Assert.Equal(1, (await UploadAsync("top")).LeftOut.Values.Sum());
    }

    private async Task FillAsync()
    {
        await BeginAsync("top", null);
        await BeginAsync("part", "top");
        await BeginAsync("deep", "part");
        await ApplyAsync(
            new ParameterSet("top", "tool", "xz"), new ParameterSet("top", "note", "größe = 'x'"), new TagSet("top", "kind", "demo"), new ParameterSet("part", "level", "9"));
        await LogAsync("top", "loss", Enumerable.Range(0, 12_503).Select(i => Math.Sin(i)));
        await LogAsync("deep", "odd/numbers", [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.Epsilon]);
        await KeepAsync("part", "plots/a b.txt", "one");
        await KeepAsync("part", "empty", "");
        await ApplyAsync(new MetricLogged(new Metric("part", "note", MetricType.Text, Noon) { Text = "hello" }));
        await ApplyAsync(
            new RunFinished("deep", RunState.Failed, Noon.AddSeconds(3)), new RunFinished("part", RunState.Killed, Noon.AddSeconds(5)), new RunFinished("top", RunState.Finished, Noon.AddSeconds(9)));
    }

    private async Task<RunUploadReport> UploadAsync(string run)
    {
        using var backend = PluginUnderTest.Create<MLflowBackend>(new { Url = _web.Address.GetLeftPart(UriPartial.Authority) }, _host);
        return await new RunUpload(_from, new CutOff(backend, this)).CopyAsync([(await _from.Runs.FindAsync(run, Token))!], Token);
    }

    private Task BeginAsync(string run, string? parent) => ApplyAsync(new RunBegan(new RunStart(run, "speed", $"Run {run}", Noon) { Parent = parent }));

    private Task ApplyAsync(params RunChange[] changes) => _from.AppendAsync(new StoreBatch { Changes = changes }, Token);

    private Task ApplyPointsAsync(PointBlock points) => _from.AppendAsync(new StoreBatch { Points = [points] }, Token);

    private Task LogAsync(string run, string name, IEnumerable<double> values)
    {
        double[] all = [.. values];
        var places = Enumerable.Range(0, all.Length).ToList();
        return ApplyPointsAsync(new PointBlock(run, name, MetricType.Scalar, places.ConvertAll(i => (long)i).ToArray(), places.ConvertAll(i => 1_779_000_000_000_000_000 + i * 1_500_000L).ToArray(), all));
    }

    private async Task KeepAsync(string run, string path, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var stored = await _from.Artifacts.WriteAsync(content, Token);
        await ApplyAsync(new ArtifactLogged(run, path, stored.Hash, stored.Size));
    }

    private static async Task<IReadOnlyList<Run>> RunsAsync(ITrackingStore store) =>
        (await store.Runs.SearchAsync(new RunSearch { Order = [new RunOrder(new RunPropertyField(RunProperty.Name))] }, Token)).Runs;

    /// <summary>Our id of a run of the server's store.</summary>
    private async Task<string> OwnIdAsync(Run run) => (await _to.Runs.FindTagsAsync([run.Id], Token)).Single(tag => tag.Key == "foray.run").Value;

    private string OwnId(Run run) => OwnIdAsync(run).GetAwaiter().GetResult();

    /// <summary>All that a server has of the runs of a store, as text: what it does not keep (nanoseconds, types, texts as records) is left out.</summary>
    private static async Task<string> PictureAsync(ITrackingStore store, Func<Run, string> id)
    {
        var runs = await RunsAsync(store);
        var ids = runs.ToDictionary(run => run.Id, id);
        var lines = new List<string>();
        foreach (var run in runs)
        {
            lines.Add($"{ids[run.Id]} {run.Name} {run.Experiment} {run.State} {run.Started:O} {run.Ended:O} {(run.Parent is { } parent ? ids[parent] : "")}");
            lines.AddRange((await store.Runs.FindParametersAsync([run.Id], Token)).Select(entry => $"param {entry.Key}={entry.Value}"));
            lines.AddRange((await store.Runs.FindTagsAsync([run.Id], Token)).Where(entry => entry.Key is not ("foray.run" or "foray.synced" or "mlflow.parentRunId")).Select(entry => $"tag {entry.Key}={entry.Value}"));
            lines.AddRange((await store.Artifacts.ListAsync(run.Id, Token)).Where(artifact => !artifact.Path.StartsWith("texts/", StringComparison.Ordinal)).Select(artifact => $"artifact {artifact.Path} {artifact.Hash}"));
            foreach (var series in await store.Points.FindAsync([run.Id], null, Token))
                await foreach (var block in store.Points.ReadAsync(run.Id, series.Name, PlotAxis.Index, null, Token))
                    for (var i = 0; i < block.Values.Length; i++)
                        lines.Add($"point {series.Name} {block.Steps.Span[i]} {block.Times.Span[i] / 1_000_000} {block.Values.Span[i]:R}");
        }

        return string.Join('\n', lines);
    }

    /// <summary>Counts what is written, and cuts the copy off after a number of writes, as a kill between two requests does.</summary>
    private sealed class CutOff(MLflowBackend backend, MLflowServerTests test) : IBackend, IKnowsMetrics, IRefusesMetrics
    {
        public IReadOnlyList<RefusedMetrics> Refused => backend.Refused;

        public bool Accepts(MetricType type) => backend.Accepts(type);

        public Task BeginAsync(RunStart run, CancellationToken cancellationToken) => backend.BeginAsync(run, cancellationToken);

        public async Task WriteAsync(IReadOnlyList<Metric> batch, CancellationToken cancellationToken)
        {
            await backend.WriteAsync(batch, cancellationToken);
            test._written.Add($"{batch[0].Run} {batch[0].Name} {batch.Count}");
            if (test._written.Count == test._failAfter)
                throw new OperationCanceledException();
        }

        public Task EndAsync(RunStart run, RunState state, DateTimeOffset ended, CancellationToken cancellationToken) => backend.EndAsync(run, state, ended, cancellationToken);

        public Task<bool> HasRunAsync(RunStart run, RunState state, DateTimeOffset? ended, CancellationToken cancellationToken) => backend.HasRunAsync(run, state, ended, cancellationToken);

        public Task<IReadOnlyList<Metric>> FindMissingAsync(RunStart run, IReadOnlyList<Metric> metrics, CancellationToken cancellationToken) =>
            backend.FindMissingAsync(run, metrics, cancellationToken);
    }
}
