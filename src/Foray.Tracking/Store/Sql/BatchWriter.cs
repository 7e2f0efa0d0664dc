namespace Foray.Tracking.Store.Sql;

/// <summary>Writes one batch, in the transaction of its session.</summary>
internal sealed class BatchWriter(SqlSession session, TimeProvider clock)
{
    private readonly Dictionary<string, long> _runs = new(StringComparer.Ordinal);

    public static async Task<long> FindPositionAsync(SqlSession session, string origin) =>
        await session.FindAsync("select position from origins where name = @name", ("@name", origin)) as long? ?? 0;

    /// <summary>Writes what the store does not have yet.</summary>
    /// <returns>False where it has all of it.</returns>
    public async Task<bool> WriteAsync(StoreBatch batch)
    {
        if (batch.Origin is { } origin && !await MoveAsync(origin, batch))
            return false;
        var changes = new ChangeWriter(session, clock, FindRunAsync);
        foreach (var change in batch.Changes)
            await changes.WriteAsync(change);
        var series = new SeriesWriter(session);
        foreach (var blocks in batch.Points.GroupBy(block => (block.Run, block.Name)))
            await series.WriteAsync(await FindRunAsync(blocks.Key.Run), [.. blocks]);
        return true;
    }

    private async Task<bool> MoveAsync(string origin, StoreBatch batch)
    {
        var position = await FindPositionAsync(session, origin);
        if (batch.Position <= position)
            return false;
        if (batch.Start < position)
            throw new InvalidOperationException($"the store has '{origin}' up to position {position}, and the batch begins at {batch.Start}");
        await session.ExecuteAsync(
            "insert into origins (name, position) values (@name, @position) on conflict (name) do update set position = excluded.position",
            ("@name", origin), ("@position", batch.Position));
        return true;
    }

    private async Task<long> FindRunAsync(string run)
    {
        if (_runs.TryGetValue(run, out var id))
            return id;
        id = await session.FindAsync("select id from runs where run = @run", ("@run", run)) as long?
            ?? throw new InvalidOperationException($"the run '{run}' has not begun");
        _runs.Add(run, id);
        return id;
    }
}
