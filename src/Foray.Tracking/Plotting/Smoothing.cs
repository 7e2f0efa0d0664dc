using Foray.Tracking.Store;

namespace Foray.Tracking.Plotting;

/// <summary>Smooths curves as TensorBoard does: an exponential moving average, corrected for its beginning at zero. It goes over the columns of the picture, and takes the last value of each.</summary>
public static class Smoothing
{
    /// <summary>Smooths a curve.</summary>
    /// <param name="pixels">Its columns; those without a finite value stay as they are.</param>
    /// <param name="weight">What the average keeps of itself from column to column, from 0 (nothing: the curve itself) to less than 1.</param>
    public static IReadOnlyList<PlotPixel> Apply(IReadOnlyList<PlotPixel> pixels, double weight)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfNegative(weight);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(weight, 1);
        if (weight == 0)
            return pixels;
        var smoothed = new List<PlotPixel>(pixels.Count);
        var (average, correction) = (0.0, 1.0);
        foreach (var pixel in pixels)
        {
            if (pixel.Count > 0 && double.IsFinite(pixel.Last))
            {
                average = average * weight + (1 - weight) * pixel.Last;
                correction *= weight;
                var value = average / (1 - correction);
                smoothed.Add(pixel with { Min = value, Max = value, First = value, Last = value });
            }
            else
                smoothed.Add(pixel);
        }

        return smoothed;
    }
}
