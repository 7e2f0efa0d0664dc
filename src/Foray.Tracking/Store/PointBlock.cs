using Foray.Sdk.Tracking;

namespace Foray.Tracking.Store;

/// <summary>Consecutive points of one series: the numbers that a run reported under one name. All columns have the same length, 1 or more.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Name">Name of the metric.</param>
/// <param name="Type">Scalar or system.</param>
/// <param name="Steps">Steps; <see cref="NoStep"/> where a point belongs to none.</param>
/// <param name="Times">When they were measured, in nanoseconds since 1970.</param>
/// <param name="Values">The numbers; NaN and the infinities among them.</param>
public sealed record PointBlock(string Run, string Name, MetricType Type, ReadOnlyMemory<long> Steps, ReadOnlyMemory<long> Times, ReadOnlyMemory<double> Values)
{
    /// <summary>Stands for a step that was not given.</summary>
    public const long NoStep = long.MinValue;

    /// <summary>Where the points come from; see <see cref="Metric.Source"/>. Default: empty.</summary>
    public string Source { get; init; } = "";
}
