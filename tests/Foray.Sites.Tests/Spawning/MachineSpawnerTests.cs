using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Machines;
using Foray.Sites.Spawning;

namespace Foray.Sites.Tests.Spawning;

public sealed class MachineSpawnerTests : IAsyncDisposable
{
    private static readonly Runnable Test = new("exec-test", "/bin/true");

    private readonly ScriptedMachine _one = new("one", "a");
    private readonly ScriptedMachine _two = new("two", "b");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_labels_all_machines_are_used()
    {
        using var spawner = Create(new { });
        Assert.Equal(["one", "two"], await NamesAsync(spawner, 2));
    }

    [Fact]
    public async Task With_labels_only_those_machines_are_used()
    {
        using var spawner = Create(new { Labels = new[] { "b" }, TestsPerMachine = 3 });
        Assert.Equal(["two", "two", "two"], await NamesAsync(spawner, 3));
    }

    [Fact]
    public async Task A_test_gets_the_machine_that_has_the_fewest()
    {
        using var spawner = Create(new { TestsPerMachine = 3 });
        var machines = new List<IMachine>();
        for (var i = 0; i < 4; i++)
            machines.Add(await spawner.AcquireAsync(Test, Token));
        Assert.Equal(["one", "two", "one", "two"], machines.Select(machine => machine.Name));
        await spawner.ReleaseAsync(machines[1], Token);
        await spawner.ReleaseAsync(machines[3], Token);
        Assert.Equal(["two", "two", "one"], await NamesAsync(spawner, 3));
    }

    [Fact]
    public async Task One_that_came_back_twice_makes_room_for_one_test_alone()
    {
        using var spawner = Create(new { Labels = new[] { "a" }, TestsPerMachine = 2 });
        var (first, _) = (await spawner.AcquireAsync(Test, Token), await spawner.AcquireAsync(Test, Token));
        await spawner.ReleaseAsync(first, Token);
        await spawner.ReleaseAsync(first, Token);
        await spawner.AcquireAsync(Test, Token);
        Assert.False(spawner.AcquireAsync(Test, Token).IsCompleted);
    }

    [Fact]
    public async Task Where_nothing_is_up_the_remedy_brings_it_up()
    {
        using var host = new FakeHost();
        using var spawner = PluginUnderTest.Create<MachineSpawner>(new { }, host);
        var failure = await Assert.ThrowsAsync<DiagnosticException>(() => spawner.AcquireAsync(Test, Token));
        Assert.Contains("foray up", failure.Diagnostics[0].Remedy, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(MachineSpawner spawner, int count)
    {
        var names = new List<string>();
        for (var i = 0; i < count; i++)
            names.Add((await spawner.AcquireAsync(Test, Token)).Name);
        return names;
    }

    private MachineSpawner Create(object options)
    {
        using var host = new FakeHost();
        host.Add<IMachines>(new FakeMachines(_one, _two));
        return PluginUnderTest.Create<MachineSpawner>(options, host);
    }
}
