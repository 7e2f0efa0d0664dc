using Foray.Sdk.Tracking;
using Foray.Tracking.Store.Search;

namespace Foray.Tracking.Store;

/// <summary>The runs of a store.</summary>
public interface IRuns
{
    /// <summary>The run of an id, deleted or not; null for none.</summary>
    Task<StoredRun?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>The runs that a search asks for.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">The page token is not of this search (FORAY310).</exception>
    Task<RunPage> SearchAsync(RunSearch search, CancellationToken cancellationToken);

    /// <summary>The parameters of runs, ordered by key within each; runs that there are not have none.</summary>
    Task<IReadOnlyList<RunEntry>> FindParametersAsync(IReadOnlyList<string> runs, CancellationToken cancellationToken);

    /// <summary>The tags of runs, ordered by key within each; runs that there are not have none.</summary>
    Task<IReadOnlyList<RunEntry>> FindTagsAsync(IReadOnlyList<string> runs, CancellationToken cancellationToken);

    /// <summary>What a run reported that is no number, in the order in which it came.</summary>
    /// <param name="run">Id of the run.</param>
    /// <param name="name">Name of the metric; null for all.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    IAsyncEnumerable<Metric> ReadRecordsAsync(string run, string? name, CancellationToken cancellationToken);

    /// <summary>Gives a run another name.</summary>
    /// <returns>False where there is none.</returns>
    Task<bool> RenameAsync(string id, string name, CancellationToken cancellationToken);

    /// <summary>Deletes a run: searches for active ones do not find it. Safe to repeat.</summary>
    /// <returns>False where there is none.</returns>
    Task<bool> DeleteAsync(string id, CancellationToken cancellationToken);

    /// <summary>Takes a deletion back. Safe to repeat.</summary>
    /// <returns>False where there is none.</returns>
    Task<bool> RestoreAsync(string id, CancellationToken cancellationToken);
}
