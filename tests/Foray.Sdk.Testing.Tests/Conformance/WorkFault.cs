namespace Foray.Sdk.Testing.Tests.Conformance;

/// <summary>What is wrong with a <see cref="WorkExperiment"/>.</summary>
public enum WorkFault
{
    None,
    PlansAtRandom,
    WritesWhilePlanning,
    NamesCasesAlike,
    PlansStrangeMachines,
    EndsRowsEarly,
    EndsRowsTwice,
    LeavesOutARow,
    ForgetsOutputs,
    GivesNoReason,
    ForgetsItsTimeout,
    EndsNoRowWhenCancelled,
    CallsInterruptedFailed,
    IgnoresTheToken,
    LeavesADaemon,
}
