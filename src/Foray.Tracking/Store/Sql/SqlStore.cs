using Foray.Tracking.Artifacts;

namespace Foray.Tracking.Store.Sql;

/// <summary>A store in a database.</summary>
internal sealed class SqlStore : ITrackingStore
{
    private readonly SqlWork _work;

    private SqlStore(SqlWork work, IContentStore contents, TimeProvider clock)
    {
        _work = work;
        Experiments = new SqlExperiments(work, clock);
        Runs = new SqlRuns(work);
        Points = new SqlPoints(work);
        Artifacts = new SqlArtifacts(work, contents);
        Clock = clock;
    }

    public string Location => _work.Engine.Location;

    public IExperiments Experiments { get; }

    public IRuns Runs { get; }

    public IPoints Points { get; }

    public IArtifacts Artifacts { get; }

    private TimeProvider Clock { get; }

    /// <summary>Opens a store.</summary>
    /// <param name="engine">Its database.</param>
    /// <param name="contents">Makes what keeps the contents of its artifacts.</param>
    /// <param name="migrations">All migrations that this program knows, in order.</param>
    /// <param name="create">Whether it is created where there is none.</param>
    /// <param name="clock">Tells when experiments are created and changed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<SqlStore> OpenAsync(
        StoreEngine engine, Func<SqlWork, IContentStore> contents, IReadOnlyList<Migration> migrations, bool create, TimeProvider clock, CancellationToken cancellationToken)
    {
        var work = new SqlWork(engine);
        try
        {
            await SchemaUpgrade.RunAsync(work, migrations, create, cancellationToken);
            return new SqlStore(work, contents(work), clock);
        }
        catch
        {
            await work.DisposeAsync();
            throw;
        }
    }

    public Task AppendAsync(StoreBatch batch, CancellationToken cancellationToken) =>
        _work.WriteAsync(session => new BatchWriter(session, Clock).WriteAsync(batch), cancellationToken);

    public Task<long> FindPositionAsync(string origin, CancellationToken cancellationToken) =>
        _work.ReadAsync(session => BatchWriter.FindPositionAsync(session, origin), cancellationToken);

    public ValueTask DisposeAsync() => _work.DisposeAsync();
}
