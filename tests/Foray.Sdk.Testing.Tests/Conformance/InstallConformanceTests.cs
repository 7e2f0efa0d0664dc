using Foray.Sdk.Testing.Conformance;

namespace Foray.Sdk.Testing.Tests.Conformance;

public sealed class InstallConformanceTests
{
    public static TheoryData<ToolFault, string> Faults => new()
    {
        { ToolFault.WritesEachTime, "A second run changes nothing" },
        { ToolFault.SaysChangedEachTime, "A second run changes nothing" },
        { ToolFault.RemembersItsSection, "What is there already is fine" },
        { ToolFault.RemovesNeighboursFiles, "A neighbour's files and processes stay as they are" },
        { ToolFault.EndsNeighboursProcess, "A neighbour's files and processes stay as they are" },
        { ToolFault.SharesOneVersionFile, "Two sections on one machine do not disturb each other" },
        { ToolFault.ReportsTwice, "Every machine is reported once" },
        { ToolFault.ReportsNobody, "Every machine is reported once" },
        { ToolFault.StopsAtTheFirstFailure, "A machine that fails keeps no other from being reported" },
        { ToolFault.HasNoRemedy, "A failure says what to do" },
        { ToolFault.IgnoresTheToken, "Cancelling ends the work in time" },
        { ToolFault.ForgetsVariables, "Variables of the file reach the machines" },
        { ToolFault.WritesElsewhere, "Nothing is written outside the paths that are listed" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_is_caught(ToolFault fault, string check) => Suite.CatchesAsync(Checks(fault), check);

    [Fact]
    public Task Software_without_a_fault_passes() => Suite.PassesAsync(Checks(ToolFault.None));

    [Fact]
    public Task A_deployment_without_a_fault_passes() => Suite.PassesAsync(Deployment(ToolFault.None));

    [Fact]
    public Task A_deployment_is_held_to_the_same() => Suite.CatchesAsync(Deployment(ToolFault.WritesEachTime), "A second run changes nothing");

    [Fact]
    public void Every_check_has_a_fault() => Suite.IsCovered(Checks(ToolFault.None), Faults.Select(row => row.Data.Item2));

    private static IReadOnlyList<ConformanceCheck> Checks(ToolFault fault) => SoftwareConformance.Checks(new SoftwareSubject(_ => new ToolSoftware(fault))
    {
        CreateOther = _ => new ToolSoftware(fault, "2"),
        Patience = Suite.PatienceOf(fault, 4),
        WritablePaths = ["~/.tool"],
    });

    private static IReadOnlyList<ConformanceCheck> Deployment(ToolFault fault) =>
        DeploymentConformance.Checks(new DeploymentSubject(_ => new ToolSoftware(fault)) { CreateOther = _ => new ToolSoftware(fault, "2") });
}
