using CsCheck;
using Foray.Sdk.Tracking;
using Foray.Tracking.Store;

namespace Foray.Tracking.Tests.Store;

public abstract class PointSuite(StoreGround ground) : StoreSuite(ground)
{
    private static readonly double[] Extremes = [double.NaN, BitConverter.UInt64BitsToDouble(0xFFF8_0000_0000_1234), double.PositiveInfinity, -0.0, double.Epsilon];

    private static readonly int[] Strides = [0, 1, 1, 1, 7, -3];

    private static readonly Gen<double> Value = Gen.Frequency(
        (20, Gen.Double[-1000, 1000]),
        (1, Gen.Int[0, Extremes.Length - 1].Select(at => Extremes[at])));

    /// <summary>Of each: how many points, how far the steps go on, how the times go on, and where values are drawn from.</summary>
    private static readonly Gen<(int Count, int Stride, int Jitter, double[] Values)> Piece = Gen.Select(
        Gen.Frequency((4, Gen.Int[1, 5]), (2, Gen.Int[1, 1500]), (1, Gen.Int[1000, 5000])), Gen.Int[0, Strides.Length - 1].Select(at => Strides[at]), Gen.Int[0, 1000], Value.Array[1, 50]);

    [Fact]
    public async Task Points_aggregates_and_plots_are_those_of_all_that_was_logged() => await Gen.Select(Piece.Array[1, 12], Gen.Int[0, 3], Gen.Int).SampleAsync(
        async (pieces, merged, seed) =>
        {
            var (run, model, random) = ($"r{Guid.NewGuid():N}", new SeriesModel(), new Random(seed));
            await BeginAsync(run);
            var blocks = BlocksOf(run, pieces, random);
            foreach (var batch in blocks.Chunk(merged + 1))
            {
                foreach (var block in batch)
                    model.Add(block);
                await LogAsync(batch);
            }

            model.AssertSeries((await Store.Points.FindAsync(run, "loss", Token))!);
            await AssertReadAsync(model, run, PlotAxis.Index, null);
            foreach (var axis in Enum.GetValues<PlotAxis>())
            {
                await AssertPlotAsync(model, run, axis, null, random.Next(1, 300));
                if (RangeOf(model, axis, random) is not { } range)
                    continue;
                await AssertPlotAsync(model, run, axis, range, random.Next(1, 300));
                await AssertReadAsync(model, run, axis, range);
            }
        },
        iter: Soak.Is ? 500 : 25,
        threads: 1);

    [Theory]
    [InlineData(16 * 512)]
    [InlineData((16 * 16 * 512) - 1)]
    [InlineData((16 * 16 * 512 * 2) + (16 * 512) + 1500)]
    public async Task A_long_series_is_drawn_as_exactly_as_a_short_one(int count)
    {
        var (model, random) = (new SeriesModel(), new Random(count));
        await BeginAsync("r1");
        for (var (start, size) = (0, 0); start < count; start += size)
        {
            size = Math.Min(count - start, random.Next(1, 50_000));
            var block = Block("r1", "loss", start, [.. Enumerable.Range(0, size).Select(_ => random.NextDouble())]);
            model.Add(block);
            await LogAsync(block);
        }

        foreach (var axis in Enum.GetValues<PlotAxis>())
        {
            await AssertPlotAsync(model, "r1", axis, null, 2000);
            await AssertPlotAsync(model, "r1", axis, null, 7);
            await AssertPlotAsync(model, "r1", axis, new AxisRange(count / 3, count / 2), 100);
        }

        await AssertReadAsync(model, "r1", PlotAxis.Step, new AxisRange(count / 2, (count / 2) + 2000));
    }

    [Fact]
    public async Task Steps_times_and_values_at_the_ends_of_their_ranges_survive()
    {
        long[] ends = [long.MinValue + 1, long.MaxValue, 0, PointBlock.NoStep, -1];
        await BeginAsync("r1");
        await LogAsync(new PointBlock("r1", "x", MetricType.System, ends, new[] { long.MinValue, long.MaxValue, 0, -1, 1 }, new[] { double.MaxValue, double.MinValue, 0, -0.0, double.NaN }) { Source = "cpu" });
        var block = Assert.Single(await Store.Points.ReadAsync("r1", "x", PlotAxis.Step, null, Token).ToListAsync(Token));
        Assert.Equal((MetricType.System, "cpu"), (block.Type, block.Source));
        Assert.Equal(ends, block.Steps.ToArray());
        Assert.Equal(new AxisRange(long.MinValue + 1, long.MaxValue), (await Store.Points.FindAsync("r1", "x", Token))!.Steps);
        foreach (var axis in Enum.GetValues<PlotAxis>())
            Assert.NotNull((await Store.Points.ReadPlotAsync("r1", "x", axis, new AxisRange(long.MinValue, long.MaxValue), 1000, Token))!.Points);
    }

    [Fact]
    public async Task A_series_without_steps_has_no_plot_over_steps()
    {
        await BeginAsync("r1");
        await LogAsync(new PointBlock("r1", "x", MetricType.Scalar, new[] { PointBlock.NoStep }, new[] { 1L }, new[] { 1.0 }));
        Assert.Null(await Store.Points.ReadPlotAsync("r1", "x", PlotAxis.Step, null, 10, Token));
        Assert.Null((await Store.Points.FindAsync("r1", "x", Token))!.LastStep);
        Assert.Null(await Store.Points.ReadPlotAsync("r1", "y", PlotAxis.Step, null, 10, Token));
        Assert.Empty(await Store.Points.ReadAsync("r1", "y", PlotAxis.Step, null, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task The_series_of_many_runs_are_found_at_once()
    {
        await ApplyAsync(Began("r1"), Began("r2"), Began("r3"));
        await LogAsync(Block("r1", "loss", 1), Block("r2", "loss", 2), Block("r2", "time", 3), Block("r3", "loss", 4));
        var found = await Store.Points.FindAsync(["r2", "r1", "none"], null, Token);
        Assert.Equal([("r1", "loss", 1), ("r2", "loss", 2), ("r2", "time", 3)], found.Select(series => (series.Run, series.Name, series.Last)));
        Assert.Equal([2], (await Store.Points.FindAsync(["r2"], ["loss", "none"], Token)).Select(series => series.Last));
    }

    [Fact]
    public async Task A_reading_that_has_begun_sees_the_series_as_it_was_then()
    {
        await BeginAsync("r1");
        await LogAsync(Block("r1", "loss", [.. Enumerable.Range(0, 3000).Select(value => (double)value)]));
        var count = 0;
        await foreach (var block in Store.Points.ReadAsync("r1", "loss", PlotAxis.Index, null, Token))
        {
            await LogAsync(Block("r1", "loss", [.. Enumerable.Range(0, 800).Select(value => (double)value)]));
            count += block.Values.Length;
        }

        Assert.Equal(3000, count);
    }

    private static List<PointBlock> BlocksOf(string run, (int Count, int Stride, int Jitter, double[] Values)[] pieces, Random random)
    {
        var (step, time, blocks) = (0L, 1_779_019_200_000_000_000L, new List<PointBlock>());
        foreach (var (count, stride, jitter, values) in pieces)
        {
            var (steps, times, numbers) = (new long[count], new long[count], new double[count]);
            for (var i = 0; i < count; i++)
            {
                steps[i] = stride == 0 ? PointBlock.NoStep : step += stride;
                times[i] = time += jitter == 0 ? 1 : random.Next(-jitter / 10, jitter + 1);
                numbers[i] = values[random.Next(values.Length)];
            }

            blocks.Add(new PointBlock(run, "loss", MetricType.Scalar, steps, times, numbers));
        }

        return blocks;
    }

    private static AxisRange? RangeOf(SeriesModel model, PlotAxis axis, Random random)
    {
        var places = model.Points.Select((point, index) => axis switch { PlotAxis.Index => index, PlotAxis.Time => point.Time, _ => point.Step }).Where(place => place != PointBlock.NoStep).ToList();
        if (places.Count == 0)
            return null;
        var (a, b) = (places[random.Next(places.Count)], places[random.Next(places.Count)]);
        return new AxisRange(Math.Min(a, b), Math.Max(a, b) + random.Next(0, 3));
    }

    private async Task AssertPlotAsync(SeriesModel model, string run, PlotAxis axis, AxisRange? range, int pixels)
    {
        var plot = await Store.Points.ReadPlotAsync(run, "loss", axis, range, pixels, Token);
        if (plot is null)
        {
            Assert.Empty(model.In(axis, new AxisRange(long.MinValue, long.MaxValue)));
            return;
        }

        Assert.Equal(pixels, plot.Pixels.Count);
        model.AssertPlot(plot);
        if (plot.Points is { } points)
            AssertPoints(model.In(axis, plot.Range), [points]);
    }

    private async Task AssertReadAsync(SeriesModel model, string run, PlotAxis axis, AxisRange? range)
    {
        var blocks = await Store.Points.ReadAsync(run, "loss", axis, range, Token).ToListAsync(Token);
        Assert.All(blocks, block => Assert.InRange(block.Values.Length, 1, 512));
        AssertPoints(model.In(axis, range), blocks);
    }

    private static void AssertPoints(List<(long Step, long Time, double Value)> expected, IReadOnlyList<PointBlock> blocks)
    {
        var found = new SeriesModel();
        foreach (var block in blocks)
            found.Add(block);
        Assert.Equal(expected.Select(Bits), found.Points.Select(Bits));
    }

    private static (long, long, long) Bits((long Step, long Time, double Value) point) => (point.Step, point.Time, BitConverter.DoubleToInt64Bits(point.Value));
}

public sealed class SqlitePointTests() : PointSuite(StoreGround.Sqlite());

public sealed class PostgresPointTests(PostgresCluster cluster) : PointSuite(StoreGround.Postgres(cluster));
