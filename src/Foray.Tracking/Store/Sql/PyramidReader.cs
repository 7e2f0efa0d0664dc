using Foray.Tracking.Store.Chunks;

namespace Foray.Tracking.Store.Sql;

/// <summary>Finds points of a series through its pyramid: what a summary tells is not read.</summary>
internal sealed class PyramidReader(SqlSession session, Series series)
{
    private readonly long _chunks = series.Count / ChunkCodec.ChunkSize;
    private readonly PointBuffer _points = new();

    private bool HasTail => series.Count % ChunkCodec.ChunkSize != 0;

    private long TailStart => _chunks * ChunkCodec.ChunkSize;

    /// <summary>Puts all points into the pixels of a plot. Of the full chunks only those are read that lie in several pixels, or at the plot's border.</summary>
    public async Task PaintAsync(PlotCanvas canvas)
    {
        var chunks = await FindChunksAsync((summary, index) => !canvas.TryAdd(summary, index));
        if (chunks.Count > 0)
        {
            await using var reader = await session.ReadAsync(
                $"select number, points from chunks where series = @series and {session.Engine.IsAmong("number", "@numbers")}",
                ("@series", series.Id), ("@numbers", session.Engine.List(chunks)));
            while (await reader.ReadAsync(session.Cancelled))
            {
                Decode(reader.GetFieldValue<byte[]>(1), canvas.Columns);
                canvas.Add(_points, reader.GetInt64(0) * ChunkCodec.ChunkSize);
            }
        }

        if (HasTail)
        {
            await ReadTailAsync();
            canvas.Add(_points, TailStart);
        }
    }

    /// <summary>The points in a range of an axis, in order, at most a chunk at once; all points for null.</summary>
    public async IAsyncEnumerable<PointBlock> ReadAsync(PlotAxis axis, AxisRange? range)
    {
        foreach (var chunks in await FindRunsOfChunksAsync(axis, range))
        {
            await using var reader = await session.ReadAsync(
                "select number, points from chunks where series = @series and number between @from and @to order by number",
                ("@series", series.Id), ("@from", chunks.From), ("@to", chunks.To));
            while (await reader.ReadAsync(session.Cancelled))
            {
                Decode(reader.GetFieldValue<byte[]>(1), ChunkColumns.All);
                if (Select(reader.GetInt64(0) * ChunkCodec.ChunkSize, axis, range) is { } block)
                    yield return block;
            }
        }

        if (!HasTail)
            yield break;
        await ReadTailAsync();
        if (Select(TailStart, axis, range) is { } last)
            yield return last;
    }

    private async Task<List<AxisRange>> FindRunsOfChunksAsync(PlotAxis axis, AxisRange? range)
    {
        if (range is not { } part)
            return _chunks == 0 ? [] : [new AxisRange(0, _chunks - 1)];
        var runs = new List<AxisRange>();
        foreach (var number in await FindChunksAsync((summary, index) => summary.RangeOn(axis, index) is { } points && points.From <= part.To && points.To >= part.From))
        {
            if (runs is [.., var last] && last.To + 1 == number)
                runs[^1] = last with { To = number };
            else
                runs.Add(new AxisRange(number, number));
        }

        return runs;
    }

    /// <summary>Goes down the pyramid where a summary, with the number of its first point, is not enough.</summary>
    /// <returns>Numbers of the chunks whose own summaries are not enough, in order.</returns>
    private async Task<List<long>> FindChunksAsync(Func<PointSummary, long, bool> isTooLittle)
    {
        var roots = Pyramid.Roots(_chunks).ToLookup(node => node.Level, node => node.Number);
        List<long> numbers = [];
        for (var level = roots.Count == 0 ? 0 : roots.Max(group => group.Key); level > 0; level--)
        {
            numbers.AddRange(roots[level]);
            List<long> below = [];
            foreach (var (number, children) in await ReadNodesAsync(level, numbers))
            {
                for (var i = 0; i < children.Length; i++)
                {
                    var child = new PyramidNode(level, number).Child(i);
                    if (isTooLittle(children[i], child.FirstPoint))
                        below.Add(child.Number);
                }
            }

            numbers = below;
        }

        numbers.Sort();
        return numbers;
    }

    private Task<List<(long Number, PointSummary[] Children)>> ReadNodesAsync(int level, List<long> numbers) => session.ListAsync(
        $"select number, children from pyramid where series = @series and level = @level and {session.Engine.IsAmong("number", "@numbers")}",
        row => (row.GetInt64(0), SummaryCodec.Decode(row.GetFieldValue<byte[]>(1))),
        ("@series", series.Id), ("@level", (long)level), ("@numbers", session.Engine.List(numbers)));

    private async Task ReadTailAsync()
    {
        _points.Clear();
        await TailRows.ReadAsync(session, series.Id, _points);
    }

    private void Decode(byte[] bytes, ChunkColumns wanted)
    {
        _points.Clear();
        ChunkCodec.Decode(bytes, _points, wanted);
    }

    private PointBlock? Select(long index, PlotAxis axis, AxisRange? range)
    {
        if (range is not { } part)
            return _points.ToBlock(series);
        var shown = PointPlaces.Within(axis, part);
        var places = new PointPlaces(axis, _points, index);
        var selected = new PointBuffer();
        for (var i = 0; i < _points.Count; i++)
        {
            if (shown.Contains(places[i]))
                selected.Add(_points.Steps[i], _points.Times[i], _points.Values[i]);
        }

        return selected.Count == 0 ? null : selected.ToBlock(series);
    }
}
