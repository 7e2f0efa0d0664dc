namespace Foray.Sdk.Testing.Tests.Conformance;

/// <summary>What is wrong with a <see cref="ScriptRunner"/>.</summary>
public enum RunnerFault
{
    None,
    FailsWhatPasses,
    PassesWhatFails,
    ThrowsWhatFails,
    GivesNoReason,
    CallsWrongTestsFailed,
    PassesOnNoMachine,
    BreaksOnNoMachine,
    ForgetsOutputs,
    ForgetsTheEnvironment,
    ReturnsEarly,
    LeavesADaemon,
    ForgetsItsTimeout,
    IgnoresTheToken,
    LeavesCancelledTests,
    CallsCancelledTestsFailed,
    PreparesUnstoppably,
    TearsDownWhatWasSetUp,
    SetsUpForEver,
    TearsDownForEver,
    SetsUpOnce,
    UsesOneId,
    TearsDownAll,
    ReportsSeveralLines,
    WritesToTheConsole,
}
