using Foray.Sdk.Diagnostics;
using Foray.Tracking.Store;
using Foray.Tracking.Store.Sql;

namespace Foray.Tracking.Tests.Store;

public abstract class SchemaSuite(StoreGround ground) : StoreSuite(ground)
{
    private static readonly IReadOnlyList<Migration> Next =
        [.. StoreSchema.Migrations, new Migration(StoreSchema.Migrations[^1].Version + 1, ["alter table runs add column note {text}", "update runs set note = name", "update runs set name = note || '!'"])];

    [Fact]
    public async Task An_older_store_is_brought_to_the_new_version_once_and_keeps_its_content()
    {
        await BeginAsync("r1");
        await LogAsync(Block("r1", "loss", 1, 2));
        for (var time = 0; time < 2; time++)
        {
            await using var newer = await OpenAsync(Next);
            Assert.Equal("name of r1!", (await newer.Runs.FindAsync("r1", Token))!.Name);
            Assert.Equal(2, (await newer.Points.FindAsync("r1", "loss", Token))!.Count);
        }
    }

    [Fact]
    public async Task A_newer_store_is_refused()
    {
        await (await OpenAsync(Next)).DisposeAsync();
        AssertCode("FORAY307", await Assert.ThrowsAsync<DiagnosticException>(() => TrackingStores.OpenAsync(Location, Token)));
    }

    [Fact]
    public async Task A_migration_that_fails_changes_nothing()
    {
        await BeginAsync("r1");
        IReadOnlyList<Migration> broken = [.. StoreSchema.Migrations, new Migration(2, ["update runs set name = 'x'", "nonsense"])];
        await Assert.ThrowsAnyAsync<Exception>(() => OpenAsync(broken));
        await using var store = await TrackingStores.OpenAsync(Location, Token);
        Assert.Equal("name of r1", (await store.Runs.FindAsync("r1", Token))!.Name);
    }

    [Fact]
    public async Task A_store_is_created_once_by_many_who_want_it()
    {
        var location = NewLocation();
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => TrackingStores.OpenAsync(location, Token))));
        await stores[0].AppendAsync(new StoreBatch { Changes = [Began("r1")] }, Token);
        foreach (var store in stores)
        {
            Assert.NotNull(await store.Runs.FindAsync("r1", Token));
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_store_that_is_only_to_be_read_is_not_created()
    {
        var location = NewLocation();
        AssertCode("FORAY304", await Assert.ThrowsAsync<DiagnosticException>(() => TrackingStores.OpenExistingAsync(location, Token)));
        AssertCode("FORAY304", await Assert.ThrowsAsync<DiagnosticException>(() => TrackingStores.OpenExistingAsync(location, Token)));
        await using var store = await TrackingStores.OpenExistingAsync(Location, Token);
        Assert.Empty(await store.Experiments.ListAsync(null, Token));
    }

    protected static void AssertCode(string code, DiagnosticException exception) => Assert.Equal(code, Assert.Single(exception.Diagnostics).Code);

    private Task<ITrackingStore> OpenAsync(IReadOnlyList<Migration> migrations) =>
        TrackingStores.OpenAsync(Location, create: true, migrations, TimeProvider.System, Token);
}

public sealed class SqliteSchemaTests() : SchemaSuite(StoreGround.Sqlite())
{
    [Fact]
    public async Task What_another_program_made_is_refused_and_left_as_it_is()
    {
        var path = Path.Combine(Directory.CreateDirectory($"{Location}-other").FullName, "tracking.db");
        await File.WriteAllTextAsync(path, "no database, but a text that is long enough to be looked at as one; it has to have more bytes than the header of a database", Token);
        await AssertNotOursAsync(path);

        File.Delete(path);
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False"))
        {
            await connection.OpenAsync(Token);
            await using var command = connection.CreateCommand();
            command.CommandText = "create table notes (body text)";
            await command.ExecuteNonQueryAsync(Token);
        }

        await AssertNotOursAsync(path);
        AssertCode("FORAY306", await Assert.ThrowsAsync<DiagnosticException>(() => TrackingStores.OpenAsync(path, Token)));
    }

    [Fact]
    public async Task A_damaged_chunk_is_told_and_not_taken_for_points()
    {
        await BeginAsync("r1");
        await LogAsync(Block("r1", "loss", [.. Enumerable.Range(0, 2000).Select(value => (double)value)]));
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(Location, "tracking.db")};Pooling=False"))
        {
            await connection.OpenAsync(Token);
            await using var command = connection.CreateCommand();
            command.CommandText = "update chunks set points = zeroblob(length(points)) where number = 1";
            await command.ExecuteNonQueryAsync(Token);
        }

        AssertCode("FORAY308", await Assert.ThrowsAsync<DiagnosticException>(() => ReadValuesAsync("r1", "loss")));
        AssertCode("FORAY308", await Assert.ThrowsAsync<DiagnosticException>(() => Store.Points.ReadPlotAsync("r1", "loss", PlotAxis.Index, null, 1000, Token)));
        await LogAsync(Block("r1", "loss", 1));
    }

    private static async Task AssertNotOursAsync(string path)
    {
        var before = await File.ReadAllBytesAsync(path, Token);
        var exception = await Assert.ThrowsAsync<DiagnosticException>(() => TrackingStores.OpenAsync(Path.GetDirectoryName(path)!, Token));
        AssertCode("FORAY306", exception);
        Assert.Equal(before, await File.ReadAllBytesAsync(path, Token));
    }
}

public sealed class PostgresSchemaTests(PostgresCluster cluster) : SchemaSuite(StoreGround.Postgres(cluster))
{
    [Fact]
    public async Task A_schema_of_another_program_is_refused()
    {
        var exception = await Assert.ThrowsAsync<DiagnosticException>(() => TrackingStores.OpenAsync(Location[..Location.IndexOf("schema=", StringComparison.Ordinal)] + "schema=information_schema", Token));
        AssertCode("FORAY306", exception);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told() =>
        AssertCode("FORAY304", await Assert.ThrowsAsync<DiagnosticException>(() => TrackingStores.OpenAsync("postgresql://foray@/postgres?host=/nowhere", Token)));
}
