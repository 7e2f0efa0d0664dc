using Foray.Sdk.Testing.Conformance;

namespace Foray.Sdk.Testing.Tests.Conformance;

public sealed class SpawnerConformanceTests
{
    private const string Again = "Machines that came back can be had again";
    private const string Cannot = "A machine that cannot be had is a diagnostic, and nothing is left of it";
    private const string Own = "A machine is one test's until it is released";
    private const string Twice = "Releasing twice is safe";
    private const string Waiter = "Who waits for a machine can be cancelled, and takes none";
    private const string Waits = "It waits until a machine is free";

    public static TheoryData<SpawnerFault, string[]> Faults => new()
    {
        { SpawnerFault.GivesWhatDoesNotWork, ["It gives a machine that works", Again, "Two instances do not disturb each other"] },
        { SpawnerFault.GivesOneToAll, [Own, Waits, Waiter, Twice] },
        { SpawnerFault.IgnoresTheToken, ["Cancelling ends an attempt in time"] },
        { SpawnerFault.WaitsForEver, [Waiter, Twice] },
        { SpawnerFault.LosesWhatIsCancelled, [Waiter] },
        { SpawnerFault.GivesMoreThanThereAre, [Waits, Waiter, Twice] },
        { SpawnerFault.LosesWhatComesBack, [Waits, Again, Waiter, Twice] },
        { SpawnerFault.LeavesItsFolder, ["A release removes what was made for the test"] },
        { SpawnerFault.CountsWhatComesBackTwice, [Twice] },
        { SpawnerFault.ReleasesOnce, [Twice, "Cancelling ends a release in time"] },
        { SpawnerFault.ReleasesForEver, ["Cancelling ends a release in time"] },
        { SpawnerFault.ThrowsWhatIsNoDiagnostic, [Cannot] },
        { SpawnerFault.LeavesAFailedAttempt, [Cannot] },
        { SpawnerFault.EndsOthersMachines, ["Two instances do not disturb each other"] },
        { SpawnerFault.WritesToTheConsole, ["It writes nothing to the console"] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_is_caught_and_nothing_else_is_blamed(SpawnerFault fault, string[] checks) => Suite.CatchOnlyAsync(Checks(fault), checks);

    [Fact]
    public Task A_spawner_without_a_fault_passes() => Suite.PassesAsync(Checks(SpawnerFault.None));

    [Fact]
    public Task A_spawner_with_a_machine_for_every_test_passes() => Suite.PassesAsync(SpawnerConformance.Checks(new SpawnerSubject(host => new PoolSpawner(SpawnerFault.None, host, machines: 100))));

    [Fact]
    public void Every_check_has_a_fault() => Suite.IsCovered(Checks(SpawnerFault.None), Faults.SelectMany(row => row.Data.Item2));

    private static IReadOnlyList<ConformanceCheck> Checks(SpawnerFault fault) => SpawnerConformance.Checks(new SpawnerSubject(host => new PoolSpawner(fault, host, machines: 2))
    {
        Machines = 2,
        Failing = host => new PoolSpawner(fault, host, machines: 0),
        Patience = Suite.PatienceOf(fault),
    });
}
