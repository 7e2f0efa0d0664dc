using Foray.Sdk.Tracking;

namespace Foray.Tracking.Store;

/// <summary>The numbers that a run reported under one name, as a whole.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Name">Name of the metric.</param>
/// <param name="Type">Scalar or system, as the first point had it.</param>
/// <param name="Source">Where the first point came from; see <see cref="Metric.Source"/>.</param>
public sealed record Series(string Run, string Name, MetricType Type, string Source)
{
    /// <summary>Number of points, 1 or more.</summary>
    public long Count { get; init; }

    /// <summary>Number of points that are NaN.</summary>
    public long NanCount { get; init; }

    /// <summary>The value that was logged first.</summary>
    public double First { get; init; }

    /// <summary>The value that was logged last.</summary>
    public double Last { get; init; }

    /// <summary>The least value; NaN where there are only NaNs, which do not count otherwise.</summary>
    public double Min { get; init; }

    /// <summary>The greatest value; NaN where there are only NaNs, which do not count otherwise.</summary>
    public double Max { get; init; }

    /// <summary>Sum of the values that are not NaN; NaN where both infinities are among them.</summary>
    public double Sum { get; init; }

    /// <summary>Mean of the values that are not NaN; NaN for none.</summary>
    public double Mean => Count == NanCount ? double.NaN : Sum / (Count - NanCount);

    /// <summary>Step of the point that was logged last; null where it belongs to none.</summary>
    public long? LastStep { get; init; }

    /// <summary>Time of the point that was logged last, in nanoseconds since 1970.</summary>
    public long LastTime { get; init; }

    /// <summary>Least and greatest step; null where no point has one.</summary>
    public AxisRange? Steps { get; init; }

    /// <summary>Least and greatest time, in nanoseconds since 1970.</summary>
    public AxisRange Times { get; init; }

    internal long Id { get; init; }
}
