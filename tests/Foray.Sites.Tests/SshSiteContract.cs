using Foray.Processes;
using Foray.Sdk.Options;
using Foray.Sdk.Testing.Conformance;
using Foray.Sites.Ssh;

namespace Foray.Sites.Tests;

public sealed class SshSiteContract(SshServer server) : IClassFixture<SshServer>
{
    private static readonly SystemProcesses Processes = new();

    private static readonly SshMachineGroup Group = new() { Labels = new LabelSet(["a"]), Host = "127.0.0.1" };

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(SiteConformance.Checks(new SiteSubject(_ => null!)))];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check)
    {
        server.SkipWhereMissing();
        return ConformanceSuite.RunAsync(
            SiteConformance.Checks(new SiteSubject(_ => new SshSite(server.OptionsOf(Group, Group), Processes))
            {
                Patience = TimeSpan.FromSeconds(30),
                ExistsAsync = (record, _) => Task.FromResult(Directory.Exists(SshFolders.Of(record.Id))),
            }),
            check,
            TestContext.Current.CancellationToken);
    }
}
