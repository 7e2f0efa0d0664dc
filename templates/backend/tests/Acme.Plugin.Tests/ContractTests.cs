using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Acme.Plugin.Tests;

/// <summary>What every plugin of the kind backend promises, kept by <see cref="JsonLinesBackend"/>.</summary>
public sealed class ContractTests
{
    private static readonly IReadOnlyList<ConformanceCheck> Suite = BackendConformance.Checks(new BackendSubject(
        host => PluginUnderTest.Create<JsonLinesBackend>(new { path = Path.Combine(host.Folder, "metrics.jsonl") }, host)));

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task The_contract_is_kept(string check) => ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);
}
