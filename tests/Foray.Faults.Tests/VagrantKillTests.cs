namespace Foray.Faults.Tests;

/// <summary>Foray is killed while Vagrant makes a machine.</summary>
public sealed class VagrantKillTests : IAsyncLifetime
{
    private readonly VagrantStandIn _vagrant = new();
    private readonly TestFolder _folder;

    public VagrantKillTests() => _folder = new TestFolder { Environment = _vagrant.Environment };

    public ValueTask InitializeAsync()
    {
        VagrantStandIn.SkipWhereMissing();
        _folder.Write("experiment.yml", """
            name: killed
            sites:
              - kind: vagrant
                backend: virtualbox
                resources:
                  machines:
                    - { labels: [worker], flavour: tiny, number: 3 }
            experiments:
              - kind: shell
                name: work
                inputs: []
                scripts: [{ labels: [worker], script: 'true' }]
            """);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _folder.DisposeAsync();
        _vagrant.Dispose();
    }

    [Fact]
    public async Task The_next_run_waits_for_the_machine_that_is_being_made_and_makes_none_twice()
    {
        var held = await KillWhileMakingAsync("worker-2");
        _vagrant.Release("worker-2");
        held.Dispose();

        var run = await _folder.ForayAsync("run");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(3, _vagrant.Machines.Count);
        Assert.Single(_vagrant.Calls, call => call.StartsWith("worker-2: up", StringComparison.Ordinal));
        await AssertDownLeavesNothingAsync();
    }

    [Fact]
    public async Task Down_ends_the_making_of_a_machine_and_leaves_nothing()
    {
        using var held = await KillWhileMakingAsync("worker-2");
        await AssertDownLeavesNothingAsync();
    }

    [Fact]
    public async Task An_interrupt_while_a_machine_is_made_ends_in_time_and_down_leaves_nothing()
    {
        _vagrant.Hold("worker-2");
        using var run = ForayProgram.Start(ForayProgram.Path, _folder.Path, _vagrant.Environment, "run");
        using var held = await _vagrant.HeldAsync("worker-2");

        run.Signal("INT");
        var result = await run.EndAsync();

        Assert.True(result.ExitCode == 130, result.ToString());
        Assert.Single(_vagrant.Machines);
        await AssertDownLeavesNothingAsync();
    }

    private async Task<IDisposable> KillWhileMakingAsync(string machine)
    {
        _vagrant.Hold(machine);
        using var run = ForayProgram.Start(ForayProgram.Path, _folder.Path, _vagrant.Environment, "run");
        var held = await _vagrant.HeldAsync(machine);
        run.Kill();
        await run.EndAsync();
        return held;
    }

    private async Task AssertDownLeavesNothingAsync()
    {
        var down = await _folder.ForayAsync("down");
        Assert.True(down.ExitCode == 0, down.ToString());
        Assert.Empty(_vagrant.Machines);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Of("output", ".foray", "experiment", "machines")));
    }
}
