using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>The spawners of one check, and the machines that it has from them.</summary>
internal sealed class SpawnerBench : IAsyncDisposable
{
    private const int WorkingExitCode = 7;

    private readonly SpawnerSubject _subject;
    private readonly Trial _trial;
    private readonly HostPool _hosts;
    private readonly List<(ISpawner Spawner, IMachine Machine)> _held = [];

    private SpawnerBench(SpawnerSubject subject, Trial trial)
    {
        (_subject, _trial) = (subject, trial);
        _hosts = new HostPool(trial, () => new FakeHost(TimeProvider.System));
    }

    /// <summary>How many machines are had at once where nobody is to wait.</summary>
    public int Crowd => _subject.Machines ?? 3;

    /// <summary>Runs the body of a check, and gives back what it took.</summary>
    public static async Task UseAsync(SpawnerSubject subject, Trial trial, Func<SpawnerBench, Task> body)
    {
        await using var bench = new SpawnerBench(subject, trial);
        await body(bench);
    }

    public async Task<(ISpawner Spawner, FakeHost Host)> StartAsync(Func<FakeHost, ISpawner>? create = null)
    {
        FakeHost? host = null;
        var spawner = await _hosts.StartAsync(given => (create ?? _subject.Create)(host = given));
        return (spawner, host!);
    }

    public async Task<IMachine> AcquireAsync(ISpawner spawner)
    {
        var machine = await _trial.EndsAsync(
            () => spawner.AcquireAsync(_subject.Test, _trial.Token), "the wait for a machine that is free", "give a machine as soon as one is free; where that takes longer by nature, give the subject more patience");
        Hold(spawner, machine);
        return machine;
    }

    /// <summary>Takes all machines of a spawner, at once.</summary>
    public async Task<IReadOnlyList<IMachine>> AcquireAllAsync(ISpawner spawner)
    {
        var all = Enumerable.Range(0, Crowd).Select(_ => AcquireAsync(spawner)).ToList();
        await Task.WhenAll(all);
        return [.. all.Select(machine => machine.Result)];
    }

    /// <summary>Asks for a machine where none is free, and returns while that waits.</summary>
    public async Task<Task<IMachine>> WaitForOneAsync(ISpawner spawner, CancellationToken cancellationToken)
    {
        var waiting = Task.Run(() => spawner.AcquireAsync(_subject.Test, cancellationToken), CancellationToken.None);
        await Task.WhenAny(waiting, Task.Delay(Trial.Silence, _trial.Token));
        if (waiting.IsCompletedSuccessfully)
        {
            Hold(spawner, waiting.Result);
            throw _trial.Breach($"all {Crowd} machines were taken, and machine '{waiting.Result.Name}' was given once more", "give a machine to one test at a time, and let others wait until it is released");
        }

        return waiting;
    }

    /// <summary>Notes a machine that has to be given back.</summary>
    public void Hold(ISpawner spawner, IMachine machine)
    {
        lock (_held)
            _held.Add((spawner, machine));
    }

    public async Task ReleaseAsync(ISpawner spawner, IMachine machine)
    {
        lock (_held)
            _held.Remove((spawner, machine));
        await _trial.EndsAsync(() => spawner.ReleaseAsync(machine, CancellationToken.None), "the release of a machine", "end it when what was made for the test is gone");
    }

    /// <summary>A breach where a machine runs no command.</summary>
    public async Task RequireWorksAsync(IMachine machine, string when, string remedy)
    {
        var id = $"kit-{Guid.NewGuid():N}";
        int? code = null;
        var failure = await _trial.FailureAsync(
            async () =>
            {
                var handle = await machine.StartAsync(new CommandSpec($"{id}/probe", $"exit {WorkingExitCode}"), _trial.Token);
                code = (await machine.WaitAsync(handle, _trial.Token)).ExitCode;
                await machine.RemoveAsync(id, _trial.Token);
            },
            $"a command on machine '{machine.Name}'",
            remedy);
        if (failure is not null || code != WorkingExitCode)
            throw _trial.Breach($"{when}, machine '{machine.Name}' did not run a command: {failure?.Message ?? $"exit code {code} instead of {WorkingExitCode}"}", remedy, failure);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var (spawner, machine) in _held.ToList())
                await ReleaseAsync(spawner, machine);
        }
        finally
        {
            await _hosts.DisposeAsync();
        }
    }
}
