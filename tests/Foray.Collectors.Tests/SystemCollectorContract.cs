using Foray.Collectors.Computers;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Collectors.Tests;

public sealed class SystemCollectorContract
{
    private static readonly IReadOnlyList<ConformanceCheck> Suite =
    [
        .. CollectorConformance.Checks(new CollectorSubject(host => PluginUnderTest.Create<SystemCollector>(null, host))),
        .. CollectorConformance.MachineChecks(new CollectorSubject(host => PluginUnderTest.Create<SystemCollector>(null, host))),
        .. PluginConformance.Checks(new PluginSubject(typeof(SystemCollector))),
    ];

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);
}
