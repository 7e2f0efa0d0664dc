using Foray.CommandLine;
using Foray.Sdk.Processes;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;
using Foray.Sites.Vagrant;

namespace Foray.Sites.Tests;

public sealed class VagrantSiteContract : IDisposable
{
    private static readonly object Options = new
    {
        Resources = new
        {
            Machines = new[] { new { Labels = new[] { "a" }, Flavour = "extra-large", Number = 2 } },
            Networks = new[] { new { Cidr = "192.168.42.0/24", Labels = new[] { "net1" } } },
        },
    };

    private readonly VagrantStandIn _vagrant = new();
    private readonly VagrantProcesses _processes;

    public VagrantSiteContract() => _processes = new VagrantProcesses(_vagrant.Program);

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite(_ => null!))];

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task It_keeps_the_contract(string check)
    {
        VagrantStandIn.SkipWhereMissing();
        await ConformanceSuite.RunAsync(Suite(Create), check, TestContext.Current.CancellationToken);
        Assert.Empty(_vagrant.Machines);
    }

    public void Dispose()
    {
        _vagrant.Dispose();
        _processes.Dispose();
    }

    private static IReadOnlyList<ConformanceCheck> Suite(Func<FakeHost, VagrantSite> create) =>
    [
        .. SiteConformance.Checks(new SiteSubject(create) { Patience = TimeSpan.FromSeconds(30), ExistsAsync = (record, _) => Task.FromResult(Directory.Exists(VagrantRecord.FromJson(record.Data).Folder)) }),
        .. PluginConformance.Checks(new PluginSubject(typeof(VagrantSite)) { Options = Options }),
    ];

    private VagrantSite Create(FakeHost host)
    {
        host.Add<IProcesses>(_processes);
        return PluginUnderTest.Create<VagrantSite>(Options, host);
    }
}
