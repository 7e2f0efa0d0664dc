using Foray.Sdk.Jobs;
using Foray.Sdk.Testing.Conformance;

namespace Foray.Sdk.Testing.Tests.Conformance;

public sealed class RunnerConformanceTests
{
    private const string Fails = "A test that fails is a fail that says why";
    private const string NoMachine = "A machine that fails is no pass";
    private const string Cancelling = "Cancelling ends a test in time, and what it started";

    public static TheoryData<RunnerFault, string> Faults => new()
    {
        { RunnerFault.FailsWhatPasses, "A test that passes is a pass" },
        { RunnerFault.PassesWhatFails, Fails },
        { RunnerFault.ThrowsWhatFails, Fails },
        { RunnerFault.GivesNoReason, Fails },
        { RunnerFault.CallsWrongTestsFailed, "A test that is wrong itself is an error that says why" },
        { RunnerFault.PassesOnNoMachine, NoMachine },
        { RunnerFault.BreaksOnNoMachine, NoMachine },
        { RunnerFault.ForgetsOutputs, "What a test leaves is in its folder" },
        { RunnerFault.ForgetsTheEnvironment, "A test's environment reaches it" },
        { RunnerFault.ReturnsEarly, "It waits for the test's end" },
        { RunnerFault.LeavesADaemon, "Nothing runs on after a test" },
        { RunnerFault.ForgetsItsTimeout, "It keeps its timeout" },
        { RunnerFault.LeavesADaemon, "It keeps its timeout" },
        { RunnerFault.IgnoresTheToken, Cancelling },
        { RunnerFault.LeavesCancelledTests, Cancelling },
        { RunnerFault.CallsCancelledTestsFailed, Cancelling },
        { RunnerFault.PreparesUnstoppably, "Cancelling ends it in time whichever of its commands hangs" },
        { RunnerFault.IgnoresTheToken, "A test that is cancelled before it begins ends in time" },
        { RunnerFault.TearsDownWhatWasSetUp, "A tear-down is safe without a set-up" },
        { RunnerFault.SetsUpForEver, "A set-up that is cancelled ends in time, and can be torn down" },
        { RunnerFault.TearsDownWhatWasSetUp, "A set-up that is cancelled ends in time, and can be torn down" },
        { RunnerFault.TearsDownForEver, "A tear-down that is cancelled ends in time" },
        { RunnerFault.SetsUpOnce, "It can be set up again after a tear-down" },
        { RunnerFault.UsesOneId, "Tests that run at once keep apart" },
        { RunnerFault.TearsDownAll, "Two instances do not disturb each other" },
        { RunnerFault.ReportsSeveralLines, "What it reports is a line of text" },
        { RunnerFault.WritesToTheConsole, "It writes nothing to the console" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_is_caught(RunnerFault fault, string check) => Suite.CatchesAsync(Checks(fault), check);

    [Fact]
    public Task A_runner_without_a_fault_passes() => Suite.PassesAsync(Checks(RunnerFault.None));

    [Fact]
    public void Every_check_has_a_fault() => Suite.IsCovered(Checks(RunnerFault.None), Faults.Select(row => row.Data.Item2));

    private static IReadOnlyList<ConformanceCheck> Checks(RunnerFault fault) => RunnerConformance.Checks(new RunnerSubject(_ => new ScriptRunner(fault))
    {
        Patience = Suite.PatienceOf(fault, 2),
        Passing = new Runnable("script", "sleep 0.5; echo done"),
        Failing = new Runnable("script", "exit 3"),
        Wrong = new Runnable("script", "exit 9"),
        Endless = new Runnable("script", "sleep 86400 & sleep 86400"),
        TimingOut = new Runnable("script", "sleep 86400") { Parameters = new Dictionary<string, string> { ["timeout"] = "0.5" } },
    });
}
