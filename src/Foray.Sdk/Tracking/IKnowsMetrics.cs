namespace Foray.Sdk.Tracking;

/// <summary>
/// Implemented by backends that can say what they have of a run: runs that are kept elsewhere can be copied there, and what is there already is not sent again.
/// The host asks about one run after the other, and about a run before it begins it.
/// </summary>
public interface IKnowsMetrics
{
    /// <summary>Whether it has a run that stands so.</summary>
    /// <param name="run">The run.</param>
    /// <param name="state">How it stands.</param>
    /// <param name="ended">When it ended; null where it has not.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    Task<bool> HasRunAsync(RunStart run, RunState state, DateTimeOffset? ended, CancellationToken cancellationToken);

    /// <summary>
    /// Those of a run's metrics that it has not got, as it would keep them, in their order; what it could never keep is not among them, unless it is counted when it is written
    /// (<see cref="IRefusesMetrics"/>). Of metrics that are equal there, it has as many as it keeps.
    /// </summary>
    /// <param name="run">The run, which need not have begun there.</param>
    /// <param name="metrics">Metrics of accepted types. Each is asked for once, before it is written; those of one name in the order in which they were logged, and not mixed with those of another.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    Task<IReadOnlyList<Metric>> FindMissingAsync(RunStart run, IReadOnlyList<Metric> metrics, CancellationToken cancellationToken);
}
