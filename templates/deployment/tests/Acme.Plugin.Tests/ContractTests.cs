using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Acme.Plugin.Tests;

/// <summary>What every plugin of the kind deployment promises, kept by <see cref="BeaconDeployment"/>.</summary>
public sealed class ContractTests
{
    private static readonly IReadOnlyList<ConformanceCheck> Suite = DeploymentConformance.Checks(new DeploymentSubject(
        host => PluginUnderTest.Create<BeaconDeployment>(new { labels = new[] { "all" }, ready_within = "5s" }, host)));

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task The_contract_is_kept(string check) => ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);
}
