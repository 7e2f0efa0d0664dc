namespace Foray.Tracking.Store;

/// <summary>The points of a series that fall into one column of a picture.</summary>
/// <param name="Count">How many.</param>
/// <param name="NanCount">How many of them are NaN.</param>
/// <param name="Min">The least value; NaN where there are none but NaNs.</param>
/// <param name="Max">The greatest value; NaN where there are none but NaNs.</param>
/// <param name="First">The value that was logged first; NaN for no point.</param>
/// <param name="Last">The value that was logged last; NaN for no point.</param>
public readonly record struct PlotPixel(long Count, long NanCount, double Min, double Max, double First, double Last);
