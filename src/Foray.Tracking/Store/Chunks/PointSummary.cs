using System.Runtime.InteropServices;

namespace Foray.Tracking.Store.Chunks;

/// <summary>What consecutive points of a series come to. The fields are in the order in which a store keeps them, 8 bytes each, little-endian.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct PointSummary
{
    /// <summary>Bytes of one in a store.</summary>
    public const int Size = 14 * 8;

    public long Count;
    public long Nans;
    public long StepLess;
    public long MinStep;
    public long MaxStep;
    public long LastStep;
    public long MinTime;
    public long MaxTime;
    public long LastTime;
    public double Min;
    public double Max;
    public double First;
    public double Last;
    public double Sum;

    /// <summary>Sums points up.</summary>
    public static PointSummary Of(ReadOnlySpan<long> steps, ReadOnlySpan<long> times, ReadOnlySpan<double> values)
    {
        var summary = None();
        summary.AddValues(values);
        summary.AddTimes(times);
        summary.AddSteps(steps);
        return summary;
    }

    /// <summary>The summary of no point. The least step is above the greatest as long as no point has one.</summary>
    public static PointSummary None() => new()
    {
        MinStep = long.MaxValue,
        MaxStep = long.MinValue,
        LastStep = PointBlock.NoStep,
        MinTime = long.MaxValue,
        MaxTime = long.MinValue,
        Min = double.NaN,
        Max = double.NaN,
        First = double.NaN,
        Last = double.NaN,
    };

    /// <summary>Adds points that come behind.</summary>
    public void Add(in PointSummary next)
    {
        if (Count == 0)
            First = next.First;
        Count += next.Count;
        Nans += next.Nans;
        StepLess += next.StepLess;
        (MinStep, MaxStep, LastStep) = (Math.Min(MinStep, next.MinStep), Math.Max(MaxStep, next.MaxStep), next.LastStep);
        (MinTime, MaxTime, LastTime) = (Math.Min(MinTime, next.MinTime), Math.Max(MaxTime, next.MaxTime), next.LastTime);
        (Min, Max, Last) = (double.MinNumber(Min, next.Min), double.MaxNumber(Max, next.Max), next.Last);
        Sum += next.Sum;
    }

    /// <summary>The part of an axis that the points lie in; null where none of them is on it. Points without a step leave steps with gaps: see <see cref="StepLess"/>.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="index">Number of the first point in its series.</param>
    public readonly AxisRange? RangeOn(PlotAxis axis, long index) => axis switch
    {
        PlotAxis.Index => new AxisRange(index, index + Count - 1),
        PlotAxis.Time => new AxisRange(MinTime, MaxTime),
        _ => StepLess == Count ? null : new AxisRange(MinStep, MaxStep),
    };

    private void AddValues(ReadOnlySpan<double> values)
    {
        Count = values.Length;
        (First, Last) = (values[0], values[^1]);
        foreach (var value in values)
        {
            if (double.IsNaN(value))
            {
                Nans++;
                continue;
            }

            Sum += value;
            // Also true as long as there is no other: nothing compares with NaN.
            if (!(value >= Min))
                Min = value;
            if (!(value <= Max))
                Max = value;
        }
    }

    private void AddTimes(ReadOnlySpan<long> times)
    {
        LastTime = times[^1];
        foreach (var time in times)
            (MinTime, MaxTime) = (Math.Min(MinTime, time), Math.Max(MaxTime, time));
    }

    private void AddSteps(ReadOnlySpan<long> steps)
    {
        LastStep = steps[^1];
        foreach (var step in steps)
        {
            if (step == PointBlock.NoStep)
                StepLess++;
            else
                (MinStep, MaxStep) = (Math.Min(MinStep, step), Math.Max(MaxStep, step));
        }
    }
}
