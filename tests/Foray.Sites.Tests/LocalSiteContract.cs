using Foray.Processes;
using Foray.Sdk.Processes;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;
using Foray.Sites.Local;

namespace Foray.Sites.Tests;

public sealed class LocalSiteContract
{
    private static readonly SystemProcesses Processes = new();

    private static readonly object Options = new { Resources = new { Machines = new[] { new { Labels = new[] { "a" }, Number = 2 } } } };

    private static readonly IReadOnlyList<ConformanceCheck> Suite =
    [
        .. SiteConformance.Checks(new SiteSubject(Create)),
        .. PluginConformance.Checks(new PluginSubject(typeof(LocalSite)) { Options = Options }),
    ];

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);

    private static LocalSite Create(FakeHost host)
    {
        host.Add<IProcesses>(Processes);
        return PluginUnderTest.Create<LocalSite>(Options, host);
    }
}
