using System.Collections.Concurrent;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs.Keeping;
using Foray.Stations.Programs.Supervision;

namespace Foray.Stations.Programs.HandOff;

/// <summary>The incarnations that this process runs or is about to run. What the store calls running and is not among them was left by a process before this one.</summary>
internal sealed class Incarnations(ProgramStore store, IProgramStarter starter)
{
    private readonly ConcurrentDictionary<(string Id, long Epoch), bool> _claimed = new();

    /// <summary>Whether this process runs an incarnation.</summary>
    public bool Has(string id, long epoch) => _claimed.ContainsKey((id, epoch));

    /// <summary>Takes an incarnation as this process's own, if the durable step that makes it run succeeds.</summary>
    /// <returns>False where it was taken before, or the step was not to be done.</returns>
    public async Task<bool> ClaimAsync(string id, long epoch, Func<Task<bool>> step)
    {
        if (!_claimed.TryAdd((id, epoch), true))
            return false;
        var isDone = false;
        try
        {
            return isDone = await step();
        }
        finally
        {
            if (!isDone)
                Release(id, epoch);
        }
    }

    /// <summary>An incarnation does not run here any more.</summary>
    public void Release(string id, long epoch) => _claimed.TryRemove((id, epoch), out _);

    /// <summary>Starts an incarnation that was claimed, from what is kept of it.</summary>
    /// <exception cref="DiagnosticException">It cannot be started; it is not claimed any more, and recovery tries it again.</exception>
    public async Task StartAsync(string id, long epoch)
    {
        var runs = false;
        try
        {
            // Whoever asked for it may be gone by now; it has to run all the same.
            if (await store.ReadAsync(id, epoch, CancellationToken.None) is not { } snapshot)
                return;
            await starter.StartAsync(snapshot, CancellationToken.None);
            runs = true;
        }
        finally
        {
            if (!runs)
                Release(id, epoch);
        }
    }
}
