namespace Foray.Tracking.Store.Search;

/// <summary>What the points of a metric come to as a whole.</summary>
public enum MetricAggregate
{
    /// <summary>The value that was logged last.</summary>
    Last,

    /// <summary>The value that was logged first.</summary>
    First,

    /// <summary>The least value that is not NaN.</summary>
    Min,

    /// <summary>The greatest value that is not NaN.</summary>
    Max,

    /// <summary>The mean of the values that are not NaN.</summary>
    Mean,

    /// <summary>Number of points, NaNs included.</summary>
    Count,
}
