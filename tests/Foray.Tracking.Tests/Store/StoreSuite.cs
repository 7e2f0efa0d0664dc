using Foray.Sdk.Tracking;
using Foray.Tracking.Store;

namespace Foray.Tracking.Tests.Store;

/// <summary>What the tests of both engines share. A test has a store of its own.</summary>
public abstract class StoreSuite(StoreGround ground) : IAsyncLifetime
{
    protected static readonly DateTimeOffset Noon = new(2026, 5, 17, 12, 0, 0, TimeSpan.Zero);

    protected string Location { get; private set; } = "";

    protected ITrackingStore Store { get; private set; } = null!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Location = ground.NewLocation();
        Store = await TrackingStores.OpenAsync(Location, Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (Store is not null)
            await Store.DisposeAsync();
        ground.Clear();
        GC.SuppressFinalize(this);
    }

    protected string NewLocation() => ground.NewLocation();

    protected Task ApplyAsync(params RunChange[] changes) => Store.AppendAsync(new StoreBatch { Changes = changes }, Token);

    protected Task BeginAsync(string run, string experiment = "speed") => ApplyAsync(Began(run, experiment));

    protected static RunBegan Began(string run, string experiment = "speed") => new(new RunStart(run, experiment, $"name of {run}", Noon));

    protected static PointBlock Block(string run, string name, params double[] values) => Block(run, name, 0, values);

    protected static PointBlock Block(string run, string name, int start, double[] values) => new(
        run, name, MetricType.Scalar, Enumerable.Range(start, values.Length).Select(step => (long)step).ToArray(), Enumerable.Range(start, values.Length).Select(step => step * 1000L).ToArray(), values);

    protected Task LogAsync(params PointBlock[] blocks) => Store.AppendAsync(new StoreBatch { Points = blocks }, Token);

    protected async Task<List<double>> ReadValuesAsync(string run, string name)
    {
        var values = new List<double>();
        await foreach (var block in Store.Points.ReadAsync(run, name, PlotAxis.Index, null, Token))
            values.AddRange(block.Values.Span);
        return values;
    }
}
