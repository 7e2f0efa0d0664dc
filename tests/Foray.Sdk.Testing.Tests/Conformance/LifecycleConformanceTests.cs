using Foray.Sdk.Testing.Conformance;

namespace Foray.Sdk.Testing.Tests.Conformance;

public sealed class LifecycleConformanceTests
{
    private const string After = "It works after a start";
    private const string Again = "It can be started again after a stop";
    private const string Later = "What was started goes on when the start's token is cancelled later";
    private const string Twice = "Stopping twice is safe";
    private const string Two = "Two instances do not disturb each other";

    public static TheoryData<LoopFault, string[]> Faults => new()
    {
        { LoopFault.NeedsAStart, ["Stopping without a start is safe", Twice] },
        { LoopFault.StopsOnce, [Twice, Again] },
        { LoopFault.StartsOnce, [Again] },
        { LoopFault.HangsWhenStopped, ["A stop ends in time", Twice, After, Again, Later, Two] },
        { LoopFault.DrainsForEver, ["A stop that is told to give up returns"] },
        { LoopFault.StartsNothing, [After, Again, Later, Two] },
        { LoopFault.BreaksAfterACancelledStart, ["A start that was cancelled can be stopped"] },
        { LoopFault.LivesOnTheStartsToken, [Later] },
        { LoopFault.SharesItsState, [Two] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_is_caught_and_nothing_else_is_blamed(LoopFault fault, string[] checks) => Suite.CatchOnlyAsync(Checks(fault), checks);

    [Fact]
    public Task A_plugin_without_a_fault_passes() => Suite.PassesAsync(Checks(LoopFault.None));

    [Fact]
    public void Every_check_has_a_fault() => Suite.IsCovered(Checks(LoopFault.None), Faults.SelectMany(row => row.Data.Item2));

    private static IReadOnlyList<ConformanceCheck> Checks(LoopFault fault) => LifecycleConformance.Checks(new LifecycleSubject(_ => new Loop(fault))
    {
        Patience = Suite.PatienceOf(fault),
        ProbeAsync = (plugin, _) => ((Loop)plugin).IsRunning ? Task.CompletedTask : throw new InvalidOperationException("the loop does not run"),
    });
}
