using Foray.Collectors.Surroundings;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Collectors.Tests;

public sealed class EnvironmentCollectorContract
{
    private static readonly IReadOnlyList<ConformanceCheck> Suite =
    [
        .. CollectorConformance.Checks(new CollectorSubject(host => PluginUnderTest.Create<EnvironmentCollector>(null, host))),
        .. PluginConformance.Checks(new PluginSubject(typeof(EnvironmentCollector))),
    ];

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);
}
