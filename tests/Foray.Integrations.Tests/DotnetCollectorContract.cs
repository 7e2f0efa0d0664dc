using Foray.Integrations.Runtimes;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Integrations.Tests;

public sealed class DotnetCollectorContract
{
    private static readonly IReadOnlyList<ConformanceCheck> Suite =
    [
        .. CollectorConformance.Checks(new CollectorSubject(host => PluginUnderTest.Create<DotnetCollector>(null, host))),
        .. LifecycleConformance.Checks(new LifecycleSubject(host => PluginUnderTest.Create<DotnetCollector>(null, host))),
        .. PluginConformance.Checks(new PluginSubject(typeof(DotnetCollector))),
    ];

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);
}
