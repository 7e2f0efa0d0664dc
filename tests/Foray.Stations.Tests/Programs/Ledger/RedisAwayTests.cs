using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs.Ledger;

namespace Foray.Stations.Tests.Programs.Ledger;

public sealed class RedisAwayTests(RedisServer server) : IClassFixture<RedisServer>
{
    [Fact]
    public async Task A_Redis_that_is_gone_is_told_without_the_secrets_of_its_address()
    {
        server.Get();
        await using var connection = await server.ConnectAsync("the-secret");
        server.Kill();
        var problem = await Assert.ThrowsAsync<DiagnosticException>(() => new RedisLedger(connection, "c").FindAsync("p", TestContext.Current.CancellationToken));
        Assert.Equal("FORAY526", Assert.Single(problem.Diagnostics).Code);
        Assert.DoesNotContain("the-secret", problem.Message, StringComparison.Ordinal);
    }
}
