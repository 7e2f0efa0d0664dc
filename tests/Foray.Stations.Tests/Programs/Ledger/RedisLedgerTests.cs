using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs.Ledger;

namespace Foray.Stations.Tests.Programs.Ledger;

public sealed class RedisLedgerTests(RedisServer server) : LedgerSuite, IClassFixture<RedisServer>
{
    [Fact]
    public async Task Clusters_in_one_Redis_do_not_see_each_other()
    {
        var (one, other) = (new RedisLedger(server.Get(), "one"), new RedisLedger(server.Get(), "other"));
        await one.TryAddAsync("p", new LedgerEntry(1, "a"), Token);
        Assert.Null(await other.FindAsync("p", Token));
        Assert.True(await other.TryAddAsync("p", new LedgerEntry(1, "b"), Token));
    }

    [Fact]
    public async Task Two_connections_see_the_same_ledger()
    {
        var cluster = Guid.NewGuid().ToString("N");
        var one = new RedisLedger(server.Get(), cluster);
        await using var connection = await server.ConnectAsync();
        var other = new RedisLedger(connection, cluster);
        await one.TryAddAsync("p", new LedgerEntry(1, "a"), Token);
        Assert.True(await other.TryMoveAsync("p", new LedgerEntry(1, "a"), new LedgerEntry(2, "b"), Token));
        Assert.Equal(new LedgerEntry(2, "b"), await one.FindAsync("p", Token));
    }

    [Fact]
    public async Task Something_else_in_its_place_is_told()
    {
        await server.Get().GetDatabase().HashSetAsync("foray/odd/programs/1", "p", "nonsense");
        Assert.Equal("FORAY526", await CodeOfAsync(new RedisLedger(server.Get(), "odd")));
        await server.Get().GetDatabase().StringSetAsync("foray/text/programs/1", "nonsense");
        Assert.Equal("FORAY526", await CodeOfAsync(new RedisLedger(server.Get(), "text")));
    }

    private static async Task<string> CodeOfAsync(RedisLedger ledger) =>
        Assert.Single((await Assert.ThrowsAsync<DiagnosticException>(() => ledger.FindAsync("p", Token))).Diagnostics).Code;

    private protected override Task<IProgramLedger> OpenAsync() => Task.FromResult<IProgramLedger>(new RedisLedger(server.Get(), Guid.NewGuid().ToString("N")));
}
