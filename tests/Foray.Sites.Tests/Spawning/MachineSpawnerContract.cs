using Foray.Sdk.Machines;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Machines;
using Foray.Sites.Spawning;

namespace Foray.Sites.Tests.Spawning;

public sealed class MachineSpawnerContract : IAsyncDisposable
{
    private readonly List<FakeMachine> _machines = [];

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(SuiteOf(Broken))];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(SuiteOf(Create), check, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in _machines)
            await machine.DisposeAsync();
    }

    private static IReadOnlyList<ConformanceCheck> SuiteOf(Func<FakeHost, MachineSpawner> create) =>
    [
        .. SpawnerConformance.Checks(new SpawnerSubject(create) { Machines = 2, Failing = Broken }),
        .. PluginConformance.Checks(new PluginSubject(typeof(MachineSpawner)) { Options = new { Labels = new[] { "a" }, TestsPerMachine = 3 } }),
    ];

    private MachineSpawner Create(FakeHost host)
    {
        FakeMachine[] machines = [new("one", "a"), new("two", "a"), new("three", "b")];
        _machines.AddRange(machines);
        host.Add<IMachines>(new FakeMachines(machines));
        return PluginUnderTest.Create<MachineSpawner>(new { Labels = new[] { "a" } }, host);
    }

    private static MachineSpawner Broken(FakeHost host) => PluginUnderTest.Create<MachineSpawner>(new { Labels = new[] { "nowhere" } }, host);
}
