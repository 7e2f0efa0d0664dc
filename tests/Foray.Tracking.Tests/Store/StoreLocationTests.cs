using Foray.Sdk.Diagnostics;
using Foray.Tracking.Store;
using Foray.Tracking.Store.Sql;

namespace Foray.Tracking.Tests.Store;

public sealed class StoreLocationTests
{
    [Theory]
    [InlineData("postgresql://me:s3cret@host/db")]
    [InlineData("postgres://me:s3cret@host:5432/db?schema=x")]
    [InlineData("postgresql://me:s3cret/x@host/db")]
    [InlineData("postgresql://me:s3cret@x@host/db")]
    [InlineData("postgresql://me@host/db?password=s3cret")]
    [InlineData("mysql://me:s3cret@host/db")]
    public async Task A_password_in_an_address_is_refused_and_not_shown(string location)
    {
        var exception = await Assert.ThrowsAsync<DiagnosticException>(() => TrackingStores.OpenAsync(location, TestContext.Current.CancellationToken));
        Assert.Equal("FORAY305", Assert.Single(exception.Diagnostics).Code);
        Assert.DoesNotContain("s3cret", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sqlite:")]
    [InlineData("a\0b")]
    [InlineData("postgresql://host")]
    [InlineData("postgresql://host/")]
    [InlineData("postgresql://host/db?schema=x;drop")]
    [InlineData("postgresql://host/db?sslmode=off")]
    [InlineData("http://host/x")]
    public async Task What_is_no_location_is_refused(string location)
    {
        var exception = await Assert.ThrowsAsync<DiagnosticException>(() => TrackingStores.OpenAsync(location, TestContext.Current.CancellationToken));
        Assert.Equal("FORAY305", Assert.Single(exception.Diagnostics).Code);
    }

    [Fact]
    public void An_address_of_PostgreSQL_is_read_as_libpq_reads_it()
    {
        var full = PostgresLocation.Parse("postgresql://m%65@db.example.org:6000/runs?schema=team_1");
        Assert.Equal(("db.example.org", 6000, "me", "runs", "team_1"), (full.Host, full.Port, full.User, full.Database, full.Schema));
        var socket = PostgresLocation.Parse("postgres:///runs?host=%2Frun/postgresql");
        Assert.Equal(("/run/postgresql", 5432, null, "runs", "foray"), (socket.Host, socket.Port, socket.User, socket.Database, socket.Schema));
        Assert.Equal("localhost", PostgresLocation.Parse("postgresql:///runs").Host);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("sqlite:{0}")]
    [InlineData("sqlite://{0}")]
    public async Task A_folder_is_made_a_store(string form)
    {
        var folder = Directory.CreateTempSubdirectory("foray-store-").FullName;
        await using (var store = await TrackingStores.OpenAsync(string.Format(null, form, $"{folder}/a/b"), TestContext.Current.CancellationToken))
            Assert.Equal($"{folder}/a/b", store.Location);
        Assert.True(File.Exists($"{folder}/a/b/tracking.db"));
        Directory.Delete(folder, recursive: true);
    }
}
