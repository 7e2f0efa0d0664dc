using Foray.Sdk.Testing.Conformance;

namespace Foray.Sdk.Testing.Tests.Conformance;

public sealed class ExperimentConformanceTests
{
    public static TheoryData<WorkFault, string> Faults => new()
    {
        { WorkFault.PlansAtRandom, "Planning twice gives the same plan" },
        { WorkFault.WritesWhilePlanning, "Planning changes nothing" },
        { WorkFault.NamesCasesAlike, "Cases have different names and known machines" },
        { WorkFault.PlansStrangeMachines, "Cases have different names and known machines" },
        { WorkFault.EndsRowsEarly, "A row ends after its work" },
        { WorkFault.EndsRowsTwice, "Every row begins and ends once" },
        { WorkFault.LeavesOutARow, "Every row begins and ends once" },
        { WorkFault.ForgetsOutputs, "What is declared is brought back" },
        { WorkFault.GivesNoReason, "A failure is a failed row that says why" },
        { WorkFault.ForgetsItsTimeout, "It keeps its timeout" },
        { WorkFault.EndsNoRowWhenCancelled, "Cancelling ends the run in time, with its begun rows interrupted" },
        { WorkFault.CallsInterruptedFailed, "Cancelling ends the run in time, with its begun rows interrupted" },
        { WorkFault.IgnoresTheToken, "Cancelling ends the run in time, with its begun rows interrupted" },
        { WorkFault.LeavesADaemon, "Down can follow a run that passed" },
        { WorkFault.LeavesADaemon, "Down can follow a run that failed" },
        { WorkFault.LeavesADaemon, "Down can follow a run that timed out" },
        { WorkFault.LeavesADaemon, "Down can follow a run that was cancelled" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_is_caught(WorkFault fault, string check) => Suite.CatchesAsync(Checks(fault), check);

    [Fact]
    public Task An_experiment_without_a_fault_passes() => Suite.PassesAsync(Checks(WorkFault.None));

    [Fact]
    public void Every_check_has_a_fault() => Suite.IsCovered(Checks(WorkFault.None), Faults.Select(row => row.Data.Item2));

    private static IReadOnlyList<ConformanceCheck> Checks(WorkFault fault) => ExperimentConformance.Checks(new ExperimentSubject
    {
        Passing = _ => new WorkExperiment(fault, "sleep 0.3; echo 1 >result"),
        Failing = _ => new WorkExperiment(fault, "exit 3"),
        Endless = _ => new WorkExperiment(fault, "exec sleep 86400"),
        TimingOut = _ => new WorkExperiment(fault, "exec sleep 86400", TimeSpan.FromSeconds(0.5)),
        Outputs = ["result"],
        Patience = Suite.PatienceOf(fault, 4),
    });
}
