using Foray.Tracking.Store.Chunks;

namespace Foray.Tracking.Store.Sql;

/// <summary>Appends points to series: into full chunks as far as they go, and the rest as the series' tail.</summary>
internal sealed class SeriesWriter(SqlSession session)
{
    private readonly PointBuffer _points = new();

    /// <summary>Appends blocks of one series, in order.</summary>
    public async Task WriteAsync(long run, IReadOnlyList<PointBlock> blocks)
    {
        var (series, summary) = await FindOrCreateAsync(run, blocks[0]);
        var tail = (int)(summary.Count % ChunkCodec.ChunkSize);
        var start = summary.Count;
        _points.Clear();
        if (tail > 0 && tail + blocks.Sum(block => (long)block.Values.Length) >= ChunkCodec.ChunkSize)
        {
            start -= tail;
            await TakeTailAsync(series, tail);
        }

        foreach (var block in blocks)
        {
            _points.Add(block);
            summary.Add(PointSummary.Of(block.Steps.Span, block.Times.Span, block.Values.Span));
        }

        await WritePointsAsync(series, start);
        await session.ExecuteAsync(SeriesRow.Update, SeriesRow.Write(series, summary));
    }

    private async Task<(long Series, PointSummary Summary)> FindOrCreateAsync(long run, PointBlock block)
    {
        await using (var reader = await session.ReadAsync(
            $"select id, {SeriesRow.SummaryColumns} from series where run = @run and name = @name", ("@run", run), ("@name", block.Name)))
        {
            if (await reader.ReadAsync(session.Cancelled))
                return (reader.GetInt64(0), SeriesRow.ReadSummary(reader, 1));
        }

        var series = (long)(await session.FindAsync(
            """
            insert into series (run, name, type, source, points, nans, stepless, min_step, max_step, last_step, min_time, max_time, last_time)
            values (@run, @name, @type, @source, 0, 0, 0, 0, 0, 0, 0, 0, 0) returning id
            """,
            ("@run", run), ("@name", block.Name), ("@type", MetricRecord.TypeName(block.Type)), ("@source", block.Source)))!;
        return (series, PointSummary.None());
    }

    private async Task TakeTailAsync(long series, int count)
    {
        await TailRows.ReadAsync(session, series, _points);
        if (_points.Count != count)
            throw new InvalidDataException($"the tail of series {series} has {_points.Count} points, and should have {count}");
        await session.ExecuteAsync("delete from tails where series = @series", ("@series", series));
    }

    /// <param name="series">The series.</param>
    /// <param name="start">Number of the first of the points in the series; where they fill a chunk, it is the first of the chunk.</param>
    private async Task WritePointsAsync(long series, long start)
    {
        var at = 0;
        var pyramid = new PyramidWriter(session, series);
        for (; start % ChunkCodec.ChunkSize == 0 && _points.Count - at >= ChunkCodec.ChunkSize; at += ChunkCodec.ChunkSize, start += ChunkCodec.ChunkSize)
        {
            var number = start / ChunkCodec.ChunkSize;
            await session.ExecuteAsync(
                "insert into chunks (series, number, points) values (@series, @number, @points)",
                ("@series", series), ("@number", number), ("@points", Encode(at, ChunkCodec.ChunkSize)));
            await pyramid.AddAsync(new PyramidNode(0, number), Summarize(at, ChunkCodec.ChunkSize));
        }

        await pyramid.EndAsync();
        if (at < _points.Count)
            await session.ExecuteAsync(
                "insert into tails (series, start, points) values (@series, @start, @points)",
                ("@series", series), ("@start", start), ("@points", Encode(at, _points.Count - at)));
    }

    private byte[] Encode(int at, int count) =>
        ChunkCodec.Encode(_points.Steps.Slice(at, count), _points.Times.Slice(at, count), _points.Values.Slice(at, count));

    private PointSummary Summarize(int at, int count) =>
        PointSummary.Of(_points.Steps.Slice(at, count), _points.Times.Slice(at, count), _points.Values.Slice(at, count));
}
