namespace Foray.Tracking.Store;

/// <summary>What the points of a series are laid out by.</summary>
public enum PlotAxis
{
    /// <summary>The step. Points without one are left out.</summary>
    Step,

    /// <summary>The time, in nanoseconds since 1970.</summary>
    Time,

    /// <summary>The number of the point in its series, from 0.</summary>
    Index,
}
