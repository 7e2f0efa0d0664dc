using System.Globalization;
using Foray.Tracking.Server.Requests;
using Foray.Tracking.Store;

namespace Foray.Tracking.Server.Experiments;

/// <summary>Ids as this API has them: the store's numbers, and 0 for the experiment <c>Default</c>, which clients use without having created it.</summary>
/// <param name="store">The store.</param>
/// <param name="defaultId">The store's number of the default experiment.</param>
internal sealed class ExperimentIds(ITrackingStore store, long defaultId)
{
    public bool IsDefault(long id) => id == defaultId;

    public string TextOf(long id) => IsDefault(id) ? ExperimentId.DefaultText : id.ToString(CultureInfo.InvariantCulture);

    /// <summary>The store's number; null where there cannot be one.</summary>
    public long? Parse(string text) => text == ExperimentId.DefaultText ? defaultId
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id
        : null;

    /// <summary>The experiment, deleted or not.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public async Task<Experiment> FindAsync(string text, CancellationToken cancellationToken) =>
        (Parse(text) is { } id ? await store.Experiments.FindAsync(id, cancellationToken) : null)
        ?? throw ApiException.Missing($"No Experiment with id={Fields.Shown(text)} exists");

    /// <summary>The experiment of a lifecycle.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public async Task<Experiment> FindAsync(string text, Lifecycle lifecycle, CancellationToken cancellationToken) =>
        await FindAsync(text, cancellationToken) is var experiment && experiment.Lifecycle == lifecycle
            ? experiment
            : throw ApiException.Missing($"No Experiment with id={Fields.Shown(text)} exists that is {(lifecycle == Lifecycle.Active ? "active" : "deleted")}");
}
