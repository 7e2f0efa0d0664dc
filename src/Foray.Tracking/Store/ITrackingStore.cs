namespace Foray.Tracking.Store;

/// <summary>Where tracked runs are kept for good. Any number of processes may read and write one store at once.</summary>
public interface ITrackingStore : IAsyncDisposable
{
    /// <summary>Applies a batch in one transaction. When this returns it is on the disk.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">The store cannot be written.</exception>
    Task AppendAsync(StoreBatch batch, CancellationToken cancellationToken);

    /// <summary>The position up to which the store has a spool's content; 0 for none.</summary>
    Task<long> FindPositionAsync(string origin, CancellationToken cancellationToken);
}
