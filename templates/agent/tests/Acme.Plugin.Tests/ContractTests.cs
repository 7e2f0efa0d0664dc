using System.Text.Json.Nodes;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Acme.Plugin.Tests;

/// <summary>What every plugin of the kind agent promises, kept by <see cref="ThermometerAgent"/>.</summary>
public sealed class ContractTests
{
    private static readonly IReadOnlyList<ConformanceCheck> Suite = AgentConformance.Checks(new AgentSubject(
        host => PluginUnderTest.Create<ThermometerAgent>(new { interval = "50ms" }, host))
    {
        Parameters = new Dictionary<string, JsonObject> { ["set_target"] = new() { ["kelvin"] = 4.2 } },
    });

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task The_contract_is_kept(string check) => ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);
}
