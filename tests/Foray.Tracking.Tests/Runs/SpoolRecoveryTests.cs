using Foray.Sdk.Diagnostics;
using Foray.Sdk.Tracking;
using Foray.Tracking.Runs;
using Foray.Tracking.Spool;
using Foray.Tracking.Store;
using Foray.Tracking.Tests.Spool;

namespace Foray.Tracking.Tests.Runs;

public sealed class SpoolRecoveryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_a_process_has_left_is_brought_into_the_store_once()
    {
        await using var store = await TrackingStores.OpenAsync(_folder.Path, Token);
        using (var spool = SpoolWriter.Create(SpoolPlace.Of(_folder.Path), new SpoolOptions(), TimeProvider.System))
        {
            var run = new RunTracker(spool, new ArtifactReferences()).Start(new RunStart("r1", "demo", "r1", DateTimeOffset.UnixEpoch));
            for (var i = 0; i < 100; i++)
                run.Metric("loss").Log(i);
        }

        var report = await SpoolRecovery.RecoverAsync(_folder.Path, Token);
        var again = await SpoolRecovery.RecoverAsync(_folder.Path, Token);

        Assert.Equal((1, 0), (report.Spools, again.Spools));
        Assert.Empty(report.Problems);
        Assert.Equal(100, Assert.Single(report.Ledger).Delivered);
        Assert.Equal(100, (await store.Points.FindAsync("r1", "loss", Token))!.Count);
        Assert.Equal(RunState.Killed, (await store.Runs.FindAsync("r1", Token))!.State);
    }

    [Fact]
    public async Task The_spool_of_a_process_that_lives_is_left_alone()
    {
        await using var tracker = await Tracker.OpenAsync(_folder.Path, Token);
        Assert.Equal(0, (await SpoolRecovery.RecoverAsync(_folder.Path, Token)).Spools);
    }

    [Fact]
    public async Task A_place_without_a_store_stays_without_one()
    {
        var failure = await Assert.ThrowsAsync<DiagnosticException>(() => SpoolRecovery.RecoverAsync(_folder.File("none"), Token));
        Assert.Equal("FORAY304", failure.Diagnostics[0].Code);
        Assert.False(Directory.Exists(_folder.File("none")));
    }
}
