using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using Foray.Sdk.Plugins;

namespace Foray.Sites.Spawning;

/// <summary>Runs tests on the machines of an experiment that is up, whatever their site; the machines stay up.</summary>
[Plugin("machine")]
public sealed class MachineSpawner(MachineSpawnerOptions options, IMachines machines) : ISpawner, IDisposable
{
    private readonly SemaphoreSlim _search = new(1, 1);
    private SharedMachines? _shared;

    /// <inheritdoc/>
    public async Task<IMachine> AcquireAsync(Runnable test, CancellationToken cancellationToken) =>
        await (Volatile.Read(ref _shared) ?? await FindAsync(cancellationToken)).AcquireAsync(cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseAsync(IMachine machine, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _shared?.Release(machine);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _search.Dispose();
        _shared?.Dispose();
    }

    private async Task<SharedMachines> FindAsync(CancellationToken cancellationToken)
    {
        await _search.WaitAsync(cancellationToken);
        try
        {
            return _shared ??= new SharedMachines(await machines.FindAsync(options.Labels, cancellationToken), options.TestsPerMachine);
        }
        finally
        {
            _search.Release();
        }
    }
}
