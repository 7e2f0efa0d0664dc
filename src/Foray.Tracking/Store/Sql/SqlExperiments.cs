using System.Data.Common;

namespace Foray.Tracking.Store.Sql;

internal sealed class SqlExperiments(SqlWork work, TimeProvider clock) : IExperiments
{
    private const string Select = "select id, name, lifecycle, created, changed from experiments";

    public Task<Experiment?> CreateAsync(string name, CancellationToken cancellationToken) => work.WriteAsync(
        async session => await CreateAsync(session, name, clock.GetUtcNow()) ? await FindAsync(session, name) : null, cancellationToken);

    public Task<Experiment?> FindAsync(string name, CancellationToken cancellationToken) =>
        work.ReadAsync(session => FindAsync(session, name), cancellationToken);

    public Task<Experiment?> FindAsync(long id, CancellationToken cancellationToken) => work.ReadAsync(
        async session => (await session.ListAsync($"{Select} where id = @id", Read, ("@id", id))).FirstOrDefault(), cancellationToken);

    public Task<IReadOnlyList<Experiment>> ListAsync(Lifecycle? lifecycle, CancellationToken cancellationToken) => work.ReadAsync<IReadOnlyList<Experiment>>(
        async session => lifecycle is { } wanted
            ? await session.ListAsync($"{Select} where lifecycle = @lifecycle order by id", Read, ("@lifecycle", (long)wanted))
            : await session.ListAsync($"{Select} order by id", Read),
        cancellationToken);

    public Task<bool> RenameAsync(long id, string name, CancellationToken cancellationToken) => work.WriteAsync(
        async session => await FindAsync(session, name) is not { } other || other.Id == id
            ? await ChangeAsync(session, "name = @value", name, id)
            : false,
        cancellationToken);

    public Task<bool> DeleteAsync(long id, CancellationToken cancellationToken) => SetAsync(id, Lifecycle.Deleted, cancellationToken);

    public Task<bool> RestoreAsync(long id, CancellationToken cancellationToken) => SetAsync(id, Lifecycle.Active, cancellationToken);

    /// <summary>Creates an experiment where there is none of the name.</summary>
    /// <returns>False where there is one.</returns>
    public static async Task<bool> CreateAsync(SqlSession session, string name, DateTimeOffset now)
    {
        var added = await session.ExecuteAsync(
            "insert into experiments (name, lifecycle, created, changed) values (@name, 0, @now, @now) on conflict (name) do nothing",
            ("@name", name), ("@now", SqlValue.Nanoseconds(now)));
        return added > 0;
    }

    private Task<bool> SetAsync(long id, Lifecycle lifecycle, CancellationToken cancellationToken) =>
        work.WriteAsync(session => ChangeAsync(session, "lifecycle = @value", (long)lifecycle, id), cancellationToken);

    private async Task<bool> ChangeAsync(SqlSession session, string assignment, object value, long id)
    {
        var changed = await session.ExecuteAsync(
            $"update experiments set {assignment}, changed = @now where id = @id", ("@value", value), ("@now", SqlValue.Nanoseconds(clock.GetUtcNow())), ("@id", id));
        return changed > 0;
    }

    private static async Task<Experiment?> FindAsync(SqlSession session, string name) =>
        (await session.ListAsync($"{Select} where name = @name", Read, ("@name", name))).FirstOrDefault();

    private static Experiment Read(DbDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), (Lifecycle)row.GetInt64(2), SqlValue.Time(row.GetInt64(3)), SqlValue.Time(row.GetInt64(4)));
}
