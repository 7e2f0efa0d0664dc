using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;
using Foray.Sites.Local;

namespace Foray.Sdk.Testing.Tests.Conformance;

public sealed class SiteConformanceTests
{
    private static readonly object TwoMachines = new { Resources = new { Machines = new[] { new { Labels = new[] { "a" }, Number = 2 } } } };

    public static TheoryData<SiteFault, string> Faults => new()
    {
        { SiteFault.ChangesItsSpecification, "It asks for the same machines every time" },
        { SiteFault.RecordsNothing, "Machines that were made answer" },
        { SiteFault.MakesNothing, "Machines that were made answer" },
        { SiteFault.MakesMachinesAnew, "Up a second time is fine, and keeps what is on the machines" },
        { SiteFault.KeepsMachinesInMemory, "A machine is found again from its record alone" },
        { SiteFault.TakesNothingDown, "Down removes what up made" },
        { SiteFault.GoesDownOnce, "Down a second time is fine" },
        { SiteFault.TakesAllDown, "Down leaves other machines alone" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_is_caught(SiteFault fault, string check) => Suite.CatchesAsync(Checks(fault), check);

    [Fact]
    public Task A_site_without_a_fault_passes() => Suite.PassesAsync(Checks(SiteFault.None));

    [Fact]
    public void Every_check_has_a_fault() => Suite.IsCovered(Checks(SiteFault.None), Faults.Select(row => row.Data.Item2));

    private static IReadOnlyList<ConformanceCheck> Checks(SiteFault fault) => SiteConformance.Checks(
        new SiteSubject(host => new FaultySite(PluginUnderTest.Create<LocalSite>(TwoMachines, host), fault)) { Patience = Suite.PatienceOf(fault, 4) });
}
