using System.Data.Common;
using System.Runtime.CompilerServices;
using Foray.Sdk.Tracking;
using Foray.Tracking.Store.Search;

namespace Foray.Tracking.Store.Sql;

internal sealed class SqlRuns(SqlWork work) : IRuns
{
    private const string Find =
        $"select {SearchSql.RunColumns} from runs r join experiments e on e.id = r.experiment where r.run = @run";

    public Task<StoredRun?> FindAsync(string id, CancellationToken cancellationToken) => work.ReadAsync(
        async session => (await session.ListAsync(Find, Read, ("@run", id))).FirstOrDefault(), cancellationToken);

    public Task<RunPage> SearchAsync(RunSearch search, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(search.Limit, 1);
        var sql = SearchSql.Compile(search, work.Engine);
        return work.ReadAsync(session => SearchAsync(session, sql, search.Limit), cancellationToken);
    }

    public Task<IReadOnlyList<RunEntry>> FindParametersAsync(IReadOnlyList<string> runs, CancellationToken cancellationToken) =>
        FindEntriesAsync("params", runs, cancellationToken);

    public Task<IReadOnlyList<RunEntry>> FindTagsAsync(IReadOnlyList<string> runs, CancellationToken cancellationToken) =>
        FindEntriesAsync("tags", runs, cancellationToken);

    public async IAsyncEnumerable<Metric> ReadRecordsAsync(string run, string? name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const int PageSize = 256;
        for (var (last, more) = (0L, true); more;)
        {
            var after = last;
            var page = await work.ReadAsync(session => ReadRecordsAsync(session, run, name, after, PageSize), cancellationToken);
            foreach (var (_, metric) in page)
                yield return metric;
            more = page.Count == PageSize;
            last = more ? page[^1].Id : last;
        }
    }

    public Task<bool> RenameAsync(string id, string name, CancellationToken cancellationToken) =>
        ChangeAsync("name = @value", name, id, cancellationToken);

    public Task<bool> DeleteAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync("lifecycle = @value", (long)Lifecycle.Deleted, id, cancellationToken);

    public Task<bool> RestoreAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync("lifecycle = @value", (long)Lifecycle.Active, id, cancellationToken);

    private static async Task<RunPage> SearchAsync(SqlSession session, SearchSql sql, int limit)
    {
        var found = await session.ListAsync(sql.Text, row => (Run: Read(row), Key: sql.ReadKey(row)), sql.Parameters);
        session.Forget(sql.Text);
        if (found.Count <= limit)
            return new RunPage([.. found.Select(entry => entry.Run)], null);
        return new RunPage([.. found.Take(limit).Select(entry => entry.Run)], found[limit - 1].Key.ToString());
    }

    private static Task<List<(long Id, Metric Metric)>> ReadRecordsAsync(SqlSession session, string run, string? name, long after, int limit) => session.ListAsync(
        $"""
        select {MetricRecord.Columns}, id from records
        where run = (select id from runs where run = @run) and id > @after {(name is null ? "" : "and name = @name")} order by id limit {limit}
        """,
        row => (row.GetInt64(row.FieldCount - 1), MetricRecord.Read(row, run)),
        name is null ? [("@run", run), ("@after", after)] : [("@run", run), ("@after", after), ("@name", name)]);

    private Task<IReadOnlyList<RunEntry>> FindEntriesAsync(string table, IReadOnlyList<string> runs, CancellationToken cancellationToken) =>
        work.ReadAsync<IReadOnlyList<RunEntry>>(
            async session => await session.ListAsync(
                $"select r.run, t.key, t.value from runs r join {table} t on t.run = r.id where {work.Engine.IsAmong("r.run", "@runs")} order by r.id, t.key",
                row => new RunEntry(row.GetString(0), row.GetString(1), row.GetString(2)),
                ("@runs", work.Engine.List(runs))),
            cancellationToken);

    private Task<bool> ChangeAsync(string assignment, object value, string id, CancellationToken cancellationToken) => work.WriteAsync(
        async session => await session.ExecuteAsync($"update runs set {assignment} where run = @run", ("@value", value), ("@run", id)) > 0, cancellationToken);

    private static StoredRun Read(DbDataReader row) =>
        new(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetString(3), RunStates.Parse(row.GetString(5)), SqlValue.Time(row.GetInt64(6)))
        {
            Parent = SqlValue.Text(row, 4),
            Ended = row.IsDBNull(7) ? null : SqlValue.Time(row.GetInt64(7)),
            Lifecycle = (Lifecycle)row.GetInt64(8),
        };
}
