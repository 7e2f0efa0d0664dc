using Foray.Tracking.Store.Chunks;

namespace Foray.Tracking.Store.Sql;

/// <summary>The points of a series that do not fill a chunk yet: a row for each batch that brought some.</summary>
internal static class TailRows
{
    /// <summary>Appends the tail of a series to points.</summary>
    public static async Task ReadAsync(SqlSession session, long series, PointBuffer points)
    {
        await using var reader = await session.ReadAsync("select points from tails where series = @series order by start", ("@series", series));
        while (await reader.ReadAsync(session.Cancelled))
            ChunkCodec.Decode(reader.GetFieldValue<byte[]>(0), points);
    }
}
