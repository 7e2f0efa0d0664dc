using Foray.Sdk.Diagnostics;
using Foray.Tracking.Routing;
using Foray.Tracking.Store;

namespace Foray.Tracking.Runs;

/// <summary>Brings into a store what processes that are gone have left in their spools.</summary>
public static class SpoolRecovery
{
    /// <summary>Takes over the spools of a store whose processes are gone. Those of processes that live are left alone; what a spool holds for other sinks waits for a tracker that has them.</summary>
    /// <param name="store">Location of the store, as <see cref="TrackingStores"/> takes it.</param>
    /// <param name="cancellationToken">Stops; what has not been brought stays where it is.</param>
    /// <exception cref="DiagnosticException">There is no such store, or it cannot be used.</exception>
    public static async Task<RecoveryReport> RecoverAsync(string store, CancellationToken cancellationToken)
    {
        await using var opened = await TrackingStores.OpenExistingAsync(store, cancellationToken);
        var problems = new List<Diagnostic>();
        using var delivery = new Delivery(opened, [], TimeProvider.System, problems.Add);
        var spools = delivery.TakeOver(SpoolPlace.Of(store));
        problems.AddRange(await delivery.FinishAsync(cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        return new RecoveryReport(spools, delivery.Ledger, problems);
    }
}
