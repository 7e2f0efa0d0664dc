using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;
using Foray.Software.Shell;

namespace Foray.Software.Tests;

public sealed class ShellSoftwareContract
{
    // A script cannot say whether it changed anything, so that the plugin always says that it did; the host runs it again only where something changed.
    private static readonly IReadOnlyList<ConformanceCheck> Suite =
    [
        .. SoftwareConformance.Checks(new SoftwareSubject(host => Create(host, "tool"))
        {
            CreateOther = host => Create(host, "other"),
            TellsChanges = false,
            Break = machine => machine.AddProgram("mkdir", "echo 'no space left' >&2; exit 1"),
            WritablePaths = ["~/.tool", "bin/mkdir"],
        }),
        .. PluginConformance.Checks(new PluginSubject(typeof(ShellSoftware)) { Options = new { Labels = new[] { "all" }, Script = "true" } }),
    ];

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);

    private static ShellSoftware Create(FakeHost host, string name) => PluginUnderTest.Create<ShellSoftware>(
        new { Labels = new[] { "all" }, Executable = "/bin/sh", Script = $"mkdir -p ~/.{name} && [ -e ~/.{name}/installed ] || echo yes >~/.{name}/installed" }, host);
}
