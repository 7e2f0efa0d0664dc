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

        var chunks = new ChunkWriter(session, series, start / ChunkCodec.ChunkSize, _points);
        foreach (var block in blocks)
        {
            summary.Add(PointSummary.Of(block.Steps.Span, block.Times.Span, block.Values.Span));
            await chunks.AddAsync(block);
        }

        await chunks.EndAsync();
        if (_points.Count > 0)
            await session.ExecuteAsync(
                "insert into tails (series, start, points) values (@series, @start, @points)",
                ("@series", series), ("@start", start + (chunks.Written * ChunkCodec.ChunkSize)), ("@points", ChunkCodec.Encode(_points.Steps, _points.Times, _points.Values)));
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
}
