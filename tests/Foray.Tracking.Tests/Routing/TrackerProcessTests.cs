using Foray.Sdk.Tracking;
using Foray.Tracking.Runs;
using Foray.Tracking.Store;
using Foray.Tracking.Tests.Spool;
using Foray.Tracking.Tests.Store;

namespace Foray.Tracking.Tests.Routing;

/// <summary>Trackers in processes of their own.</summary>
public sealed class TrackerProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Location => Path.Combine(_folder.Path, "store");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_a_killed_tracker_had_logged_is_delivered_once_and_in_order_by_the_next()
    {
        var random = new Random(20261129);
        for (var round = 0; round < (Soak.Is ? 50 : 4); round++)
        {
            var run = $"r{round}";
            using var process = TrackingProcess.Start(Location, run, TrackingProcess.Endless);
            Assert.Equal("started", await process.Output.ReadLineAsync(Token));
            var killAt = random.Next(1, Soak.Is ? 1_000_000 : 500_000);
            SpinWait.SpinUntil(() => process.HasExited || TrackingProcess.ReadNotes(Location, run)[0] >= killAt);
            Assert.False(process.HasExited);
            process.Kill();

            await (await Tracker.OpenAsync(Location, Token)).StopAsync();

            Assert.Equal(RunState.Killed, await FindStateAsync(run));
            var noted = TrackingProcess.ReadNotes(Location, run);
            for (var thread = 0; thread < noted.Length; thread++)
            {
                // A call that had not returned may have left its point too.
                Assert.InRange(await CountInOrderAsync(run, thread), noted[thread], noted[thread] + 1);
            }

            AssertNoSpools();
        }
    }

    [Fact]
    public async Task Trackers_of_one_store_in_two_processes_leave_each_other_alone()
    {
        const int Points = 200_000;
        using var one = TrackingProcess.Start(Location, "one", $"{Points}");
        using var other = TrackingProcess.Start(Location, "other", $"{Points}");
        Assert.Equal((0, 0), (one.WaitForExit(), other.WaitForExit()));

        foreach (var run in new[] { "one", "other" })
        {
            Assert.Equal(RunState.Finished, await FindStateAsync(run));
            for (var thread = 0; thread < TrackingProcess.Threads; thread++)
                Assert.Equal(Points, await CountInOrderAsync(run, thread));
        }

        AssertNoSpools();
    }

    private void AssertNoSpools() => Assert.Empty(Directory.EnumerateDirectories(Path.Combine(Location, "spool")));

    private async Task<RunState?> FindStateAsync(string run)
    {
        await using var store = await TrackingStores.OpenExistingAsync(Location, Token);
        return (await store.Runs.FindAsync(run, Token))?.State;
    }

    /// <summary>How many points a thread's metric has, each of which has to be its own number.</summary>
    private async Task<long> CountInOrderAsync(string run, int thread)
    {
        await using var store = await TrackingStores.OpenExistingAsync(Location, Token);
        var count = 0L;
        await foreach (var block in store.Points.ReadAsync(run, TrackingProcess.NameOf(thread), PlotAxis.Index, null, Token))
        {
            foreach (var value in block.Values.ToArray())
            {
                if (value != count++)
                    Assert.Fail($"{value} is point {count - 1} of {run}");
            }
        }

        return count;
    }
}
