using System.Globalization;
using Foray.Experiments.Results;

namespace Foray.Experiments.Repeating;

/// <summary>Which metrics came out otherwise in a repetition: the last value of each, case by case, those that differ most first.</summary>
internal static class MetricDifferences
{
    private const int MostLines = 20;

    private sealed record Difference(string Row, string Metric, double? Then, double? Now)
    {
        /// <summary>Difference to the earlier value, as a part of it; null where there is none, or it cannot be divided by.</summary>
        public double? Relative => Then is { } then && Now is { } now && (now - then) / Math.Abs(then) is var part && double.IsFinite(part) ? part : null;
    }

    /// <summary>Lines for people; the last one counts what is left out.</summary>
    public static IEnumerable<string> Of(RunManifest earlier, RunManifest now)
    {
        var before = earlier.Rows.Where(row => row.Metrics is not null).ToLookup(row => row.Describe());
        var found = now.Rows.Where(row => row.Metrics is not null && before.Contains(row.Describe()))
            .SelectMany(row => Compare(row.Describe(), before[row.Describe()].First().Metrics!, row.Metrics!))
            .OrderByDescending(difference => Math.Abs(difference.Relative ?? double.PositiveInfinity))
            .ThenBy(difference => difference.Row, StringComparer.Ordinal).ThenBy(difference => difference.Metric, StringComparer.Ordinal)
            .ToList();
        var lines = found.Take(MostLines).Select(Describe);
        return found.Count > MostLines ? lines.Append($"and {found.Count - MostLines} more metrics that differ") : lines;
    }

    private static IEnumerable<Difference> Compare(string row, IReadOnlyDictionary<string, double> before, IReadOnlyDictionary<string, double> now) =>
        before.Keys.Union(now.Keys).Select(metric => new Difference(row, metric, Find(before, metric), Find(now, metric))).Where(difference => difference.Then != difference.Now && !AreNaN(difference));

    private static double? Find(IReadOnlyDictionary<string, double> metrics, string name) => metrics.TryGetValue(name, out var value) ? value : null;

    private static bool AreNaN(Difference difference) => difference is { Then: double.NaN, Now: double.NaN };

    private static string Describe(Difference difference)
    {
        var (then, now) = (Show(difference.Then, "G5"), Show(difference.Now, "G5"));
        if (then == now)
            (then, now) = (Show(difference.Then, "R"), Show(difference.Now, "R"));
        var relative = difference.Relative is { } part ? $" ({Percent(part * 100)} %)" : "";
        return $"{difference.Row}, {difference.Metric}: {then} then, {now} now{relative}";
    }

    /// <summary>Three digits that count, with a sign; all digits of a large number, which nobody reads as a power of ten.</summary>
    private static string Percent(double value) => (value < 0 ? "" : "+") + value.ToString(Math.Abs(value) is >= 1000 and < 1e9 ? "F0" : "G3", CultureInfo.InvariantCulture);

    private static string Show(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "none";
}
