using Foray.Tracking.Server.Requests;
using Foray.Tracking.Store;

namespace Foray.Tracking.Server;

/// <summary>Finds runs for calls. As in MLflow, the runs of a deleted experiment are deleted.</summary>
internal sealed class RunLookup(ITrackingStore store, IRunOwner? owner)
{
    /// <summary>Whether a run's status is told by another writer of the store.</summary>
    public bool IsOwned(string id) => owner?.Owns(id) == true;

    /// <summary>Waits until the store has what another writer has told of a run.</summary>
    public ValueTask SettleAsync(string id, CancellationToken cancellationToken) => owner?.SettleAsync(id, cancellationToken) ?? ValueTask.CompletedTask;

    /// <summary>The run, deleted or not.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public async Task<StoredRun> FindAsync(string id, CancellationToken cancellationToken)
    {
        await SettleAsync(id, cancellationToken);
        var run = await store.Runs.FindAsync(id, cancellationToken) ?? throw Missing(id);
        return run.Lifecycle == Lifecycle.Active && await IsOfDeletedAsync(run, cancellationToken) ? run with { Lifecycle = Lifecycle.Deleted } : run;
    }

    /// <summary>Why nothing can be logged to a run; null where it can.</summary>
    public async Task<ApiException?> FindFaultAsync(string id, CancellationToken cancellationToken)
    {
        if (await store.Runs.FindAsync(id, cancellationToken) is not { } run)
            return Missing(id);
        return run.Lifecycle == Lifecycle.Active && !await IsOfDeletedAsync(run, cancellationToken)
            ? null
            : ApiException.Invalid($"The run {id} must be in the 'active' state. Current state is deleted.");
    }

    /// <exception cref="ApiException">There is no such run, or it is deleted.</exception>
    public async Task CheckActiveAsync(string id, CancellationToken cancellationToken)
    {
        await SettleAsync(id, cancellationToken);
        if (await FindFaultAsync(id, cancellationToken) is { } fault)
            throw fault;
    }

    private static ApiException Missing(string id) => ApiException.Missing($"Run with id={Fields.Shown(id)} not found");

    private async Task<bool> IsOfDeletedAsync(StoredRun run, CancellationToken cancellationToken) =>
        await store.Experiments.FindAsync(run.ExperimentId, cancellationToken) is { Lifecycle: Lifecycle.Deleted };
}
