using Foray.Sdk.Tracking;
using Foray.Tracking.Store;
using Foray.Tracking.Tests.Store;

namespace Foray.Tracking.Tests.Exporting;

/// <summary>A store with a run, a child of it whose name needs quotes, and points of all sorts.</summary>
public abstract class ExportSuite() : StoreSuite(StoreGround.Sqlite())
{
    protected const long Second = 1_000_000_000;

    protected static readonly double[] Values = [0.1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.Epsilon, 1e300];

    protected async Task<StoredRun> FillAsync()
    {
        await ApplyAsync(
            new RunBegan(new RunStart("top", "speed", "all", Noon)),
            new RunBegan(new RunStart("part", "speed", "tool=\"xz\",level=1", Noon.AddSeconds(1)) { Parent = "top" }),
            new ParameterSet("part", "tool", "xz"),
            new TagSet("part", "kind", "test"),
            new MetricLogged(new Metric("part", "note", MetricType.Text, Noon) { Text = "hello" }),
            new RunFinished("part", RunState.Failed, Noon.AddSeconds(5)));
        await LogAsync(
            new PointBlock("part", "loss", MetricType.Scalar, Values.Select((_, at) => at == 1 ? PointBlock.NoStep : at - 2L).ToArray(), Values.Select((_, at) => 1_000_000_000 * Second + at).ToArray(), Values),
            new PointBlock("top", "cpu", MetricType.System, new[] { PointBlock.NoStep }, new[] { -1L }, new[] { 50.0 }));
        return (await Store.Runs.FindAsync("top", Token))!;
    }
}
