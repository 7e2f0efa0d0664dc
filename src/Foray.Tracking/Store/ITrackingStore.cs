using Foray.Tracking.Artifacts;

namespace Foray.Tracking.Store;

/// <summary>Where tracked runs are kept for good. Any number of processes may read and write one store at once, and members may be called from several threads at once.</summary>
/// <remarks>All members throw a <see cref="Sdk.Diagnostics.DiagnosticException"/> with FORAY304 where the store cannot be reached or used, and with FORAY308 where what it keeps is damaged.</remarks>
public interface ITrackingStore : IAsyncDisposable
{
    /// <summary>Where it is, as it was given when it was opened.</summary>
    string Location { get; }

    /// <summary>Its experiments.</summary>
    IExperiments Experiments { get; }

    /// <summary>Its runs, with their parameters, tags and records.</summary>
    IRuns Runs { get; }

    /// <summary>The numbers that runs reported.</summary>
    IPoints Points { get; }

    /// <summary>The files that runs left.</summary>
    IArtifacts Artifacts { get; }

    /// <summary>Applies a batch in one transaction. When this returns it is on the disk.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">The store cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The batch speaks of a run that has not begun, or the store has a part of it already: see <see cref="StoreBatch.Start"/>.</exception>
    Task AppendAsync(StoreBatch batch, CancellationToken cancellationToken);

    /// <summary>The position up to which the store has a spool's content; 0 for none.</summary>
    Task<long> FindPositionAsync(string origin, CancellationToken cancellationToken);
}
