namespace Foray.Tracking.Tests.Store;

/// <summary>Gives tests places for stores, and takes them away.</summary>
public abstract class StoreGround
{
    public abstract string NewLocation();

    public virtual void Clear()
    {
    }

    public static StoreGround Sqlite() => new Folders();

    public static StoreGround Postgres(PostgresCluster cluster) => new Schemas(cluster);

    private sealed class Folders : StoreGround
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("foray-store-").FullName;

        public override string NewLocation() => Path.Combine(_folder, Guid.NewGuid().ToString("N"));

        public override void Clear() => Directory.Delete(_folder, recursive: true);
    }

    private sealed class Schemas(PostgresCluster cluster) : StoreGround
    {
        public override string NewLocation() => cluster.NewLocation();
    }
}
