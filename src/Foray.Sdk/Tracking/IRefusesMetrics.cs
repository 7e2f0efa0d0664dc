namespace Foray.Sdk.Tracking;

/// <summary>
/// Implemented by backends that cannot keep every metric of the types that they accept: a NaN, a name with characters that a server does not take, a number that a server
/// refuses for good. Such a metric is left out instead of holding up those behind it, and the run's ledger counts it as dropped, with the reason.
/// </summary>
public interface IRefusesMetrics
{
    /// <summary>
    /// What was left out of the last batch; empty where all of it is delivered. The host asks after each <see cref="IBackend.WriteAsync"/> that has returned, and before the next one.
    /// After one that has thrown it means nothing: that batch comes again.
    /// </summary>
    IReadOnlyList<RefusedMetrics> Refused { get; }
}
