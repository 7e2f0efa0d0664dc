using Foray.Tracking.Store.Chunks;

namespace Foray.Tracking.Store.Sql;

/// <summary>Writes the points of a series in full chunks.</summary>
/// <param name="session">The session.</param>
/// <param name="series">The series.</param>
/// <param name="number">Number of the next chunk.</param>
/// <param name="rest">Points that come before those that are added, fewer than a chunk; keeps those that fill no chunk.</param>
internal sealed class ChunkWriter(SqlSession session, long series, long number, PointBuffer rest)
{
    private readonly PyramidWriter _pyramid = new(session, series);

    /// <summary>Number of chunks that were written.</summary>
    public long Written { get; private set; }

    /// <summary>Writes the chunks that points fill, as many as can be right from where the points are.</summary>
    public async Task AddAsync(PointBlock block)
    {
        for (var at = 0; at < block.Values.Length;)
        {
            var length = Math.Min(ChunkCodec.ChunkSize - rest.Count, block.Values.Length - at);
            if (length == ChunkCodec.ChunkSize)
                await WriteAsync(block.Steps.Span.Slice(at, length), block.Times.Span.Slice(at, length), block.Values.Span.Slice(at, length));
            else
                rest.Add(block.Steps.Span.Slice(at, length), block.Times.Span.Slice(at, length), block.Values.Span.Slice(at, length));
            at += length;
            if (rest.Count < ChunkCodec.ChunkSize)
                continue;
            await WriteAsync(rest.Steps, rest.Times, rest.Values);
            rest.Clear();
        }
    }

    /// <summary>Writes what the chunks come to.</summary>
    public Task EndAsync() => _pyramid.EndAsync();

    private Task WriteAsync(ReadOnlySpan<long> steps, ReadOnlySpan<long> times, ReadOnlySpan<double> values) =>
        WriteAsync(ChunkCodec.Encode(steps, times, values), PointSummary.Of(steps, times, values));

    private async Task WriteAsync(byte[] points, PointSummary summary)
    {
        var chunk = number + Written;
        await session.ExecuteAsync(
            "insert into chunks (series, number, points) values (@series, @number, @points)", ("@series", series), ("@number", chunk), ("@points", points));
        await _pyramid.AddAsync(new PyramidNode(0, chunk), summary);
        Written++;
    }
}
