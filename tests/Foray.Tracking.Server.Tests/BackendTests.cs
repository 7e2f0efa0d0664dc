using System.Text;
using Foray.Backends.MLflow;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Tracking;
using Foray.Tracking.Routing;
using Foray.Tracking.Runs;
using Foray.Tracking.Store;

namespace Foray.Tracking.Server.Tests;

/// <summary>The backend <c>mlflow</c> of a tracker sends to this server: what is in both stores then is the same.</summary>
public sealed class BackendTests : ServerTest
{
    private const long NanosecondsPerMillisecond = 1_000_000;
    private const string Run = "20260102T030405Z-1a2b3c4";

    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public async Task Every_point_parameter_and_tag_is_in_both_stores()
    {
        await using var sent = await TrackAsync(run =>
        {
            LogNumbers(run);
            run.Log(new Metric(Run, "cpu", MetricType.System, Start) { Number = 12.5, Source = "system" });
            for (var i = 0; i < 250; i++)
                run.Param($"p{i}", new string('ü', i));
            run.Param("quotes", "a'b\"c`d\\e\n");
            run.Tag("who", "me");
            run.Tag("who", "you");
            return Task.CompletedTask;
        });

        Assert.Empty(sent.Dropped);
        var remote = await FindRemoteAsync(Run);
        Assert.Equal(("demo", "First run", RunState.Failed), (remote.Experiment, remote.Name, remote.State));
        Assert.Equal(await sent.PointsAsync(Run), await PointsAsync(Server.Store, remote.Id));
        Assert.Equal(await EntriesAsync(sent.Store.Runs.FindParametersAsync([Run], Token)), await EntriesAsync(Server.Store.Runs.FindParametersAsync([remote.Id], Token)));
        Assert.Contains("who=you", await EntriesAsync(Server.Store.Runs.FindTagsAsync([remote.Id], Token)));
        Assert.Empty(Server.Failures);
    }

    [Fact]
    public async Task Texts_pictures_and_files_are_artifacts_of_the_same_bytes()
    {
        var file = Path.GetTempFileName();
        var content = Enumerable.Range(0, 3_000_000).Select(i => (byte)(i * 31)).ToArray();
        await File.WriteAllBytesAsync(file, content, Token);
        await using var sent = await TrackAsync(refersToArtifacts: true, async run =>
        {
            run.Log(new Metric(Run, "note", MetricType.Text, Start) { Text = "Größe\n" });
            run.Log(new Metric(Run, "plots/loss", MetricType.Figure, Start) { Text = "{}", MediaType = "application/json" });
            run.Log(new Metric(Run, "sample", MetricType.Image, Start) { Content = new byte[] { 1, 2, 3 }, MediaType = "image/png" });
            await run.LogArtifactAsync("models/a b#1%.bin", file, Token);
        });
        File.Delete(file);

        Assert.Empty(sent.Dropped);
        var remote = await FindRemoteAsync(Run);
        var kept = await Server.Store.Artifacts.ListAsync(remote.Id, Token);
        var nanosecond = (Start - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        Assert.Equal(
            [$"figures/plots/loss/{nanosecond}.json", $"images/sample/{nanosecond}.png", "models/a b#1%.bin", $"texts/note/{nanosecond}.txt"],
            kept.Select(artifact => artifact.Path).Order(StringComparer.Ordinal));
        Assert.Equal(content, await ContentAsync(remote.Id, "models/a b#1%.bin"));
        Assert.Equal("Größe\n", Encoding.UTF8.GetString(await ContentAsync(remote.Id, $"texts/note/{nanosecond}.txt")));
        Assert.Equal([1, 2, 3], await ContentAsync(remote.Id, $"images/sample/{nanosecond}.png"));
    }

    [Fact]
    public async Task A_file_that_the_tracker_keeps_for_itself_is_counted_as_not_delivered()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "content", Token);
        await using var sent = await TrackAsync(refersToArtifacts: false, async run =>
        {
            await run.LogArtifactAsync("a.txt", file, Token);
            run.Metric("loss").Log(1);
        });
        File.Delete(file);

        Assert.Equal(["its content is kept by the store alone: 'foray runs sync' sends it"], sent.Dropped);
        Assert.Empty(await Server.Store.Artifacts.ListAsync((await FindRemoteAsync(Run)).Id, Token));
    }

    [Fact]
    public async Task Runs_of_runs_are_so_there_too()
    {
        await using var sent = await TrackAsync((run, tracker) =>
        {
            using var child = tracker.Start(new RunStart($"{Run}-0123456789ab", "demo", "case a", Start) { Parent = Run });
            child.Metric("loss").Log(1);
            return Task.CompletedTask;
        });

        var (parent, child) = (await FindRemoteAsync(Run), await FindRemoteAsync($"{Run}-0123456789ab"));
        Assert.Equal((parent.Id, "case a", RunState.Finished), (child.Parent, child.Name, child.State));
    }

    private static void LogNumbers(TrackedRun run)
    {
        double[] odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, double.MaxValue, double.MinValue, double.Epsilon, 0.1, 1.0 / 3, 1e16];
        var (numbers, steps, loss) = (run.Metric("odd numbers"), run.Metric("steps"), run.Metric("train/loss"));
        for (var i = 0; i < odd.Length; i++)
            numbers.Log(odd[i], i);
        foreach (var step in new[] { 0, 5, -3, long.MaxValue, long.MinValue + 1 })
            steps.Log(1, step);
        for (var i = 0; i < 5000; i++)
            loss.Log(Math.Sin(i), i);
    }

    private Task<Sent> TrackAsync(Func<TrackedRun, Task> log) => TrackAsync((run, _) => log(run));

    private Task<Sent> TrackAsync(bool refersToArtifacts, Func<TrackedRun, Task> log) => TrackAsync((run, _) => log(run), refersToArtifacts);

    private async Task<Sent> TrackAsync(Func<TrackedRun, Tracker, Task> log, bool refersToArtifacts = false)
    {
        var host = new FakeHost(TimeProvider.System);
        var backend = PluginUnderTest.Create<MLflowBackend>(new { Url = Server.Address.ToString() }, host);
        var location = Directory.CreateTempSubdirectory("foray-sent-").FullName;
        var tracker = await Tracker.OpenAsync(new TrackerOptions { Store = location, Sinks = [new SinkOptions("mlflow", backend)], RefersToArtifacts = refersToArtifacts }, Token);
        var run = tracker.Start(new RunStart(Run, "demo", "First run", Start));
        await log(run, tracker);
        run.End(RunState.Failed);
        var report = await tracker.StopAsync();
        return new Sent(await TrackingStores.OpenExistingAsync(location, Token), location, host, backend) { Dropped = [.. report.Ledger.SelectMany(line => line.Dropped.Keys)] };
    }

    private async Task<StoredRun> FindRemoteAsync(string run)
    {
        var found = await Server.Store.Runs.SearchAsync(new() { Filter = Queries.RunQuery.ParseFilter($"tags.foray.run = '{run}'") }, Token);
        return Assert.Single(found.Runs);
    }

    private async Task<byte[]> ContentAsync(string run, string path)
    {
        using var copy = new MemoryStream();
        await using var content = await Server.Store.Artifacts.OpenAsync((await Server.Store.Artifacts.FindAsync(run, path, Token))!, Token);
        await content.CopyToAsync(copy, Token);
        return copy.ToArray();
    }

    /// <summary>MLflow has milliseconds, and the step 0 where there is none.</summary>
    private static async Task<IReadOnlyList<(string Name, long Step, long Milliseconds, ulong Bits)>> PointsAsync(ITrackingStore store, string run)
    {
        var points = new List<(string, long, long, ulong)>();
        foreach (var series in await store.Points.FindAsync([run], null, Token))
            await foreach (var block in store.Points.ReadAsync(run, series.Name, PlotAxis.Index, null, Token))
                for (var i = 0; i < block.Values.Length; i++)
                    points.Add((series.Name, block.Steps.Span[i] == PointBlock.NoStep ? 0 : block.Steps.Span[i], block.Times.Span[i] / NanosecondsPerMillisecond, BitConverter.DoubleToUInt64Bits(block.Values.Span[i])));
        return points;
    }

    private static async Task<IReadOnlyList<string>> EntriesAsync(Task<IReadOnlyList<RunEntry>> entries) => [.. (await entries).Select(entry => $"{entry.Key}={entry.Value}")];

    /// <summary>What a tracker has kept and sent.</summary>
    private sealed record Sent(ITrackingStore Store, string Location, FakeHost Host, MLflowBackend Backend) : IAsyncDisposable
    {
        /// <summary>Why something did not arrive.</summary>
        public required IReadOnlyList<string> Dropped { get; init; }

        public Task<IReadOnlyList<(string Name, long Step, long Milliseconds, ulong Bits)>> PointsAsync(string run) => BackendTests.PointsAsync(Store, run);

        public async ValueTask DisposeAsync()
        {
            Backend.Dispose();
            Host.Dispose();
            await Store.DisposeAsync();
            Directory.Delete(Location, recursive: true);
        }
    }
}
