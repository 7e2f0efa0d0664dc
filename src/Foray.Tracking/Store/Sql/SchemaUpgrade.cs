namespace Foray.Tracking.Store.Sql;

/// <summary>Creates a store's schema, or brings it to the version of this program.</summary>
internal static class SchemaUpgrade
{
    /// <summary>Makes a store usable.</summary>
    /// <param name="work">The store's sessions.</param>
    /// <param name="migrations">All migrations, in order.</param>
    /// <param name="create">Whether a store is created where there is none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">There is no store (FORAY304), something else (FORAY306), or a newer one (FORAY307).</exception>
    public static Task RunAsync(SqlWork work, IReadOnlyList<Migration> migrations, bool create, CancellationToken cancellationToken) =>
        work.PrepareAsync(session => RunAsync(session, migrations, create), cancellationToken);

    private static async Task RunAsync(SqlSession session, IReadOnlyList<Migration> migrations, bool create)
    {
        var ground = await session.Engine.ExamineAsync(session);
        if (ground == StoreGround.Empty && !create)
            throw StoreErrors.NoStore(session.Engine.Location);
        if (ground == StoreGround.Store && await FindVersionAsync(session, migrations) == migrations[^1].Version)
            return;
        if (session.Engine is SqliteEngine)
            await SqliteEngine.UseLogAsync(session);

        session.Transaction = await session.Engine.BeginWriteAsync(session.Connection, session.Cancelled);
        await MigrateAsync(session, migrations);
        await session.Transaction.CommitAsync(session.Cancelled);
        await session.Transaction.DisposeAsync();
        session.Transaction = null;
    }

    /// <summary>Another process may have come first: what there is, is looked at again.</summary>
    private static async Task MigrateAsync(SqlSession session, IReadOnlyList<Migration> migrations)
    {
        var ground = await session.Engine.ExamineAsync(session);
        if (ground == StoreGround.Empty)
            await session.Engine.PrepareAsync(session);
        var version = ground == StoreGround.Empty ? 0 : await FindVersionAsync(session, migrations);
        foreach (var migration in migrations.Where(migration => migration.Version > version))
        {
            foreach (var statement in migration.Statements)
            {
                if (session.Engine.Translate(statement) is not { } sql)
                    continue;
                await session.ExecuteAsync(sql);
                session.Forget(sql);
            }

            await session.ExecuteAsync("update store set version = @version", ("@version", (long)migration.Version));
        }
    }

    private static async Task<long> FindVersionAsync(SqlSession session, IReadOnlyList<Migration> migrations)
    {
        var version = await session.FindAsync("select version from store") as long? ?? throw new InvalidDataException("its table 'store' has no row");
        return version <= migrations[^1].Version ? version : throw StoreErrors.Newer(session.Engine.Location, version, migrations[^1].Version);
    }
}
