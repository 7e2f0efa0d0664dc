namespace Foray.Tracking.Store.Search;

/// <summary>What the points of a metric come to as a whole. It is missing where it is NaN.</summary>
/// <param name="Name">Name of the metric.</param>
/// <param name="Aggregate">What of it.</param>
public sealed record RunMetricField(string Name, MetricAggregate Aggregate) : RunField
{
    /// <inheritdoc/>
    public override bool IsText => false;

    /// <inheritdoc/>
    public override bool IsNumber => true;
}
