using Foray.Sdk.Diagnostics;
using Foray.Sdk.Tracking;
using Foray.Tracking.Artifacts;
using Foray.Tracking.Routing;
using Foray.Tracking.Runs;
using Foray.Tracking.Spool;
using Foray.Tracking.Store;
using Foray.Tracking.Tests.Spool;

namespace Foray.Tracking.Tests.Routing;

public sealed class StoreSinkTests : IDisposable
{
    /// <summary>More than two transactions take.</summary>
    private const int Points = 600_000;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_read_ahead_of_a_failure_is_in_the_store_once_and_in_order()
    {
        using var spool = SpoolWriter.Create(_folder.Path);
        Log(spool);
        await using var store = await TrackingStores.OpenAsync(_folder.File("store"), Token);
        using var reader = SpoolReader.Open(spool.Folder);
        var sink = new StoreSink(new StoreThatFails(store, atAppend: 2), spool.Name, isOrphan: false, TimeProvider.System);
        await sink.OpenAsync(Token);

        Assert.NotEqual(0, await sink.TakeAsync(reader, Token));
        Assert.True(sink.HasNext);
        await Assert.ThrowsAsync<DiagnosticException>(() => sink.TakeAsync(reader, Token));
        while (await sink.TakeAsync(reader, Token) > 0)
        {
        }

        var values = new List<double>();
        await foreach (var block in store.Points.ReadAsync("run", "loss", PlotAxis.Index, null, Token))
            values.AddRange(block.Values.Span);
        Assert.Equal(Enumerable.Range(0, Points).Select(i => (double)i), values);
    }

    private static void Log(SpoolWriter spool)
    {
        using var run = new RunTracker(spool, new ArtifactReferences()).Start(new RunStart("run", "demo", "run", DateTimeOffset.UnixEpoch));
        var metric = run.Metric("loss");
        for (var i = 0; i < Points; i++)
            metric.Log(i);
    }

    /// <summary>A store whose disk is full once.</summary>
    private sealed class StoreThatFails(ITrackingStore inner, int atAppend) : ITrackingStore
    {
        private int _appends;

        public string Location => inner.Location;

        public IExperiments Experiments => inner.Experiments;

        public IRuns Runs => inner.Runs;

        public IPoints Points => inner.Points;

        public IArtifacts Artifacts => inner.Artifacts;

        public Task AppendAsync(StoreBatch batch, CancellationToken cancellationToken) => ++_appends == atAppend
            ? throw new DiagnosticException(Diagnostic.Error("FORAY304", "the disk is full", "free some space"))
            : inner.AppendAsync(batch, cancellationToken);

        public Task<long> FindPositionAsync(string origin, CancellationToken cancellationToken) => inner.FindPositionAsync(origin, cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
