using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Acme.Plugin.Tests;

/// <summary>What every plugin of the kind software promises, kept by <see cref="TextFileSoftware"/>.</summary>
public sealed class ContractTests
{
    private static readonly IReadOnlyList<ConformanceCheck> Suite = SoftwareConformance.Checks(new SoftwareSubject(
        host => PluginUnderTest.Create<TextFileSoftware>(new { labels = new[] { "all" }, name = "motd", text = "welcome" }, host))
    {
        CreateOther = host => PluginUnderTest.Create<TextFileSoftware>(new { labels = new[] { "all" }, name = "issue", text = "hello" }, host),
    });

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task The_contract_is_kept(string check) => ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);
}
