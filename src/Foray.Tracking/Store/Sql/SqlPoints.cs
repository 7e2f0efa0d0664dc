using System.Runtime.CompilerServices;
using Foray.Tracking.Store.Chunks;

namespace Foray.Tracking.Store.Sql;

internal sealed class SqlPoints(SqlWork work) : IPoints
{
    private const int MostPixels = 65_536;
    private const string From = "from series s join runs r on r.id = s.run";

    public Task<Series?> FindAsync(string run, string name, CancellationToken cancellationToken) =>
        work.ReadAsync(session => FindAsync(session, run, name), cancellationToken);

    public Task<IReadOnlyList<Series>> FindAsync(IReadOnlyList<string> runs, IReadOnlyList<string>? names, CancellationToken cancellationToken) =>
        work.ReadAsync<IReadOnlyList<Series>>(
            async session =>
            {
                var condition = work.Engine.IsAmong("r.run", "@runs") + (names is null ? "" : $" and {work.Engine.IsAmong("s.name", "@names")}");
                (string, object?) wanted = ("@runs", work.Engine.List(runs));
                return await session.ListAsync(
                    $"select {SeriesRow.Columns} {From} where {condition} order by r.id, s.name", SeriesRow.Read, names is null ? [wanted] : [wanted, ("@names", work.Engine.List(names))]);
            },
            cancellationToken);

    public async IAsyncEnumerable<PointBlock> ReadAsync(
        string run, string name, PlotAxis axis, AxisRange? range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var session = await work.BeginReadAsync(cancellationToken);
        var ended = false;
        try
        {
            var reading = ReadAsync(session, run, name, axis, range).GetAsyncEnumerator(cancellationToken);
            await using (reading)
            {
                while (await NextAsync(reading))
                    yield return reading.Current;
            }

            await work.EndAsync(session);
            ended = true;
        }
        finally
        {
            if (!ended)
                await session.DisposeAsync();
        }
    }

    public Task<Plot?> ReadPlotAsync(string run, string name, PlotAxis axis, AxisRange? range, int pixels, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pixels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pixels, MostPixels);
        if (range is { } part)
            ArgumentOutOfRangeException.ThrowIfLessThan(part.To, part.From, nameof(range));
        return work.ReadAsync(
            async session => await FindAsync(session, run, name) is { } series && (range ?? WholeOf(series, axis)) is { } shown
                ? await PlotAsync(session, series, axis, new PixelScale(shown, pixels))
                : null,
            cancellationToken);
    }

    private static async Task<Plot> PlotAsync(SqlSession session, Series series, PlotAxis axis, PixelScale scale)
    {
        var canvas = new PlotCanvas(axis, scale);
        await new PyramidReader(session, series).PaintAsync(canvas);
        var plot = new Plot(axis, scale.Range, canvas.ToPixels());
        if (canvas.Count == 0 || canvas.Count > scale.Pixels)
            return plot;

        var points = new PointBuffer();
        await foreach (var block in new PyramidReader(session, series).ReadAsync(axis, scale.Range))
            points.Add(block.Steps.Span, block.Times.Span, block.Values.Span);
        return plot with { Points = points.ToBlock(series) };
    }

    private static async IAsyncEnumerable<PointBlock> ReadAsync(SqlSession session, string run, string name, PlotAxis axis, AxisRange? range)
    {
        if (await FindAsync(session, run, name) is not { } series)
            yield break;
        await foreach (var block in new PyramidReader(session, series).ReadAsync(axis, range))
            yield return block;
    }

    private static async Task<Series?> FindAsync(SqlSession session, string run, string name) => (await session.ListAsync(
        $"select {SeriesRow.Columns} {From} where r.run = @run and s.name = @name", SeriesRow.Read, ("@run", run), ("@name", name))).FirstOrDefault();

    private static AxisRange? WholeOf(Series series, PlotAxis axis) => axis switch
    {
        PlotAxis.Index => new AxisRange(0, series.Count - 1),
        PlotAxis.Time => series.Times,
        _ => series.Steps,
    };

    private async Task<bool> NextAsync(IAsyncEnumerator<PointBlock> reading)
    {
        try
        {
            return await reading.MoveNextAsync();
        }
        catch (Exception failure) when (work.Explain(failure) is var told && told != failure)
        {
            throw told;
        }
    }
}
