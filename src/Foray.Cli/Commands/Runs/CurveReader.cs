using System.Globalization;
using Foray.Tracking.Plotting;
using Foray.Tracking.Store;

namespace Foray.Cli.Commands.Runs;

/// <summary>Reads a metric of several runs as curves over one axis.</summary>
internal sealed class CurveReader(ITrackingStore store, CurveAxis axis, int pixels)
{
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>Curves, and what stands at both ends of their axis.</summary>
    public sealed record Picture(IReadOnlyList<PlotCurve> Curves, string From, string To);

    private PlotAxis StoreAxis => axis switch
    {
        CurveAxis.Step => PlotAxis.Step,
        CurveAxis.Index => PlotAxis.Index,
        _ => PlotAxis.Time,
    };

    /// <returns>Null where no run has points on the axis, which has been said.</returns>
    public async Task<Picture?> ReadAsync(IReadOnlyList<StoredRun> runs, string metric, CancellationToken cancellationToken)
    {
        var series = await store.Points.FindAsync([.. runs.Select(run => run.Id)], [metric], cancellationToken);
        var shown = series.Where(found => RangeOf(found) is not null).ToList();
        if (shown.Count == 0)
        {
            await ComplainAsync(runs, metric, series.Count > 0, cancellationToken);
            return null;
        }

        var whole = new AxisRange(shown.Min(found => RangeOf(found)!.Value.From), shown.Max(found => RangeOf(found)!.Value.To));
        var curves = new List<PlotCurve>();
        foreach (var found in shown)
        {
            var range = axis == CurveAxis.Relative ? new AxisRange(found.Times.From + whole.From, found.Times.From + whole.To) : whole;
            if (await store.Points.ReadPlotAsync(found.Run, metric, StoreAxis, range, pixels, cancellationToken) is { } plot)
                curves.Add(new PlotCurve(RunText.Cell($"{metric} {runs.First(run => run.Id == found.Run).Name} ({found.Run})"), plot.Pixels));
        }

        return new Picture(curves, Text(whole.From), Text(whole.To));
    }

    private AxisRange? RangeOf(Series series) => axis switch
    {
        CurveAxis.Step => series.Steps,
        CurveAxis.Index => new AxisRange(0, series.Count - 1),
        CurveAxis.Relative => new AxisRange(0, series.Times.To - series.Times.From),
        _ => series.Times,
    };

    private string Text(long value) => axis switch
    {
        CurveAxis.Step => $"step {value}",
        CurveAxis.Index => $"point {value}",
        CurveAxis.Relative => string.Create(CultureInfo.InvariantCulture, $"{value / NanosecondsPerSecond:G5}s"),
        _ => RunText.Time(DateTimeOffset.UnixEpoch.AddTicks(value / TimeSpan.NanosecondsPerTick)),
    };

    private async Task ComplainAsync(IReadOnlyList<StoredRun> runs, string metric, bool hasPoints, CancellationToken cancellationToken)
    {
        if (hasPoints)
        {
            Console.Error.WriteLine($"foray: no point of the metric '{metric}' has a step; '--axis time', 'relative' and 'index' need none");
            return;
        }

        var names = (await store.Points.FindAsync([.. runs.Select(run => run.Id)], null, cancellationToken)).Select(found => found.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        Console.Error.WriteLine(names.Count == 0 ? "foray: the runs have no metrics" : $"foray: no run has a metric '{metric}'; there is {string.Join(", ", names.Take(20))}");
    }
}
