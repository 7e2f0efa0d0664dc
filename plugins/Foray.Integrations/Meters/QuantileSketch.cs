using System.Runtime.InteropServices;

namespace Foray.Integrations.Meters;

/// <summary>
/// Counts numbers in bins that grow with their size, so that any quantile is known to 1 % of its value, however many there are.
/// Source: DDSketch; Masson, Rim and Lee, "DDSketch: A Fast and Fully-Mergeable Quantile Sketch with Relative-Error Guarantees", VLDB 2019.
/// </summary>
internal sealed class QuantileSketch
{
    private const double Accuracy = 0.01;
    private const double Growth = (1 + Accuracy) / (1 - Accuracy);
    private static readonly double LogOfGrowth = Math.Log(Growth);

    // By sign and bin, in the order of the numbers: a negative bin counts down.
    private readonly Dictionary<(int Sign, int Order), long> _bins = [];

    /// <summary>How many numbers it has; those that are not finite are none.</summary>
    public long Count { get; private set; }

    public double Sum { get; private set; }

    public void Add(double number)
    {
        if (!double.IsFinite(number))
            return;
        Count++;
        Sum += number;
        var sign = Math.Sign(number);
        var bin = sign == 0 ? 0 : (int)Math.Ceiling(Math.Log(Math.Abs(number)) / LogOfGrowth);
        CollectionsMarshal.GetValueRefOrAddDefault(_bins, (sign, sign * bin), out _)++;
    }

    /// <summary>The number below which a share of the others lies.</summary>
    /// <param name="share">From 0 to 1.</param>
    /// <exception cref="InvalidOperationException">There are no numbers.</exception>
    public double Quantile(double share)
    {
        var rank = share * (Count - 1);
        long seen = 0;
        foreach (var (bin, count) in _bins.OrderBy(bin => bin.Key))
        {
            seen += count;
            if (seen > rank)
                return bin.Sign * (bin.Sign == 0 ? 0 : 2 * Math.Pow(Growth, bin.Sign * bin.Order) / (Growth + 1));
        }

        throw new InvalidOperationException("a sketch without numbers has no quantiles");
    }
}
