namespace Foray.Tracking.Store;

/// <summary>The experiments of a store. A run that begins creates its experiment where there is none of the name.</summary>
public interface IExperiments
{
    /// <summary>Creates an experiment.</summary>
    /// <returns>The experiment; null where the name is taken, also by a deleted one.</returns>
    Task<Experiment?> CreateAsync(string name, CancellationToken cancellationToken);

    /// <summary>The experiment of a name, deleted or not; null for none.</summary>
    Task<Experiment?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>The experiment of an id, deleted or not; null for none.</summary>
    Task<Experiment?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>All experiments of a lifecycle, in the order of their ids.</summary>
    /// <param name="lifecycle">Which ones; null for all.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    Task<IReadOnlyList<Experiment>> ListAsync(Lifecycle? lifecycle, CancellationToken cancellationToken);

    /// <summary>Gives an experiment another name.</summary>
    /// <returns>False where there is no such experiment, or the name is another's.</returns>
    Task<bool> RenameAsync(long id, string name, CancellationToken cancellationToken);

    /// <summary>Deletes an experiment, and with it hides its runs. Safe to repeat.</summary>
    /// <returns>False where there is none.</returns>
    Task<bool> DeleteAsync(long id, CancellationToken cancellationToken);

    /// <summary>Takes a deletion back. Safe to repeat.</summary>
    /// <returns>False where there is none.</returns>
    Task<bool> RestoreAsync(long id, CancellationToken cancellationToken);
}
