using Foray.Sdk.Diagnostics;
using Foray.Stations.Cluster;

namespace Foray.Stations.Tests.Cluster;

public sealed class ClusterAddressTests
{
    [Theory]
    [InlineData("redis://127.0.0.1", 6379)]
    [InlineData("redis://localhost:7000", 7000)]
    [InlineData("redis://[::1]:7001/3", 7001)]
    public void An_address_of_this_computer_is_taken(string text, int port) => Assert.Equal(port, ClusterAddress.Parse(text).Port);

    [Fact]
    public void A_login_and_a_database_are_read()
    {
        var options = ClusterAddress.Parse("redis://me:s%40crit@127.0.0.1/5").Options;

        Assert.Equal(("me", "s@crit", 5), (options.User, options.Password, options.DefaultDatabase));
    }

    [Fact]
    public void The_password_is_not_shown() => Assert.DoesNotContain("secret", ClusterAddress.Parse("redis://:secret@127.0.0.1").ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("redis://10.0.0.1:6379")]
    [InlineData("redis://cache.example.org")]
    public void Another_computer_is_refused_with_the_reason(string text)
    {
        var refusal = Assert.Single(Assert.Throws<DiagnosticException>(() => ClusterAddress.Parse(text)).Diagnostics);

        Assert.Equal("FORAY173", refusal.Code);
        Assert.Contains("without a key", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:6379")]
    [InlineData("http://127.0.0.1")]
    [InlineData("redis://")]
    [InlineData("redis://secret@127.0.0.1")]
    [InlineData("redis://127.0.0.1/a")]
    [InlineData("redis://127.0.0.1?ssl=true")]
    public void What_is_no_address_is_refused_and_not_repeated(string text)
    {
        var refusal = Assert.Single(Assert.Throws<DiagnosticException>(() => ClusterAddress.Parse(text)).Diagnostics);

        Assert.Equal("FORAY174", refusal.Code);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }
}
