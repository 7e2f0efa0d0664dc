using Docker.DotNet.Models;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Docker.Tests;

public sealed class DockerSiteContract(TestEngine engine)
{
    public static TheoryData<string> SiteChecks => [.. ConformanceSuite.Names(SiteConformance.Checks(new SiteSubject(_ => null!)))];

    public static TheoryData<string> PluginChecks => [.. ConformanceSuite.Names(Plugin)];

    private static IReadOnlyList<ConformanceCheck> Plugin => PluginConformance.Checks(new PluginSubject(typeof(DockerSite)) { Options = Options("unix:///nowhere") });

    [Theory]
    [MemberData(nameof(SiteChecks))]
    public Task It_keeps_the_contract_of_sites(string check)
    {
        engine.SkipWhereMissing();
        var subject = new SiteSubject(host => PluginUnderTest.Create<DockerSite>(Options(engine.Address), host))
        {
            Patience = TimeSpan.FromSeconds(60),
            ExistsAsync = async (record, token) =>
            {
                var containers = await engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, token);
                return containers.Any(container => container.Labels.TryGetValue("foray.machine", out var id) && id == record.Id);
            },
        };
        return ConformanceSuite.RunAsync(SiteConformance.Checks(subject), check, TestContext.Current.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(PluginChecks))]
    public Task It_keeps_the_contract_of_plugins(string check) => ConformanceSuite.RunAsync(Plugin, check, TestContext.Current.CancellationToken);

    private static object Options(string address) => new { Host = address, Image = TestImage.Full, Pull = "never", Resources = new { Machines = new[] { new { Labels = new[] { "a" }, Number = 2 } } } };
}
