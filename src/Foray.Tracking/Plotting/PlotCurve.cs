using Foray.Tracking.Store;

namespace Foray.Tracking.Plotting;

/// <summary>A series in a picture.</summary>
/// <param name="Title">Its name in the legend.</param>
/// <param name="Pixels">Its columns, from left to right.</param>
public sealed record PlotCurve(string Title, IReadOnlyList<PlotPixel> Pixels);
