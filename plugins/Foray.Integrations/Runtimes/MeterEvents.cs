using System.Globalization;
using Foray.Integrations.Meters;

namespace Foray.Integrations.Runtimes;

/// <summary>Reads the events in which .NET reports its meters. Source: <c>MetricsEventSource</c> of .NET; numbers are invariant text there, and empty for none.</summary>
internal static class MeterEvents
{
    /// <summary>The values of an event; none for one that is not about a value.</summary>
    /// <param name="name">Name of the event.</param>
    /// <param name="payload">Its fields by name; empty for one that it has not.</param>
    /// <param name="seconds">Time from one report to the next.</param>
    public static IReadOnlyList<RemoteValue> Read(string name, Func<string, string> payload, double seconds)
    {
        var unit = payload("unit");
        IReadOnlyList<SeriesValue> values = name switch
        {
            "CounterRateValuePublished" => Increment(payload("rate"), unit, seconds),
            "UpDownCounterRateValuePublished" => Value("", payload("value"), unit),
            "GaugeValuePublished" => Value("", payload("lastValue"), unit),
            "HistogramValuePublished" => Histogram(payload("quantiles"), payload("count"), payload("sum"), unit),
            _ => [],
        };
        if (values.Count == 0)
            return [];
        var own = Pairs(payload("tags"), ',').ToDictionary(StringComparer.Ordinal);
        var tags = new Dictionary<string, string>(own, StringComparer.Ordinal);
        tags.TryAdd("meter", payload("meterName"));
        var instrument = MetricName.Part(payload("instrumentName"));
        return [.. values.Select(value => new RemoteValue(MetricName.WithTags(instrument + value.Suffix, own), value.Number, WithUnit(tags, value.Unit)))];
    }

    private static IReadOnlyList<SeriesValue> Increment(string text, string unit, double seconds) => Number(text) is { } increment
        ? [new SeriesValue("", increment, unit), new SeriesValue(".rate", increment / seconds, SeriesValue.PerSecond(unit))]
        : [];

    private static IReadOnlyList<SeriesValue> Value(string suffix, string text, string unit) => Number(text) is { } number ? [new SeriesValue(suffix, number, unit)] : [];

    // quantiles: 0.5=1.5;0.95=2;0.99=3
    private static List<SeriesValue> Histogram(string quantiles, string count, string sum, string unit)
    {
        if (Number(count) is null or 0)
            return [];
        var values = new List<SeriesValue>([.. Value(".count", count, ""), .. Value(".sum", sum, unit)]);
        foreach (var (share, text) in Pairs(quantiles, ';'))
        {
            if (Number(share) is { } quantile)
                values.AddRange(Value(string.Create(CultureInfo.InvariantCulture, $".p{quantile * 100:0.##}"), text, unit));
        }

        return values;
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string text, char separator) =>
        text.Split(separator, StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2).Select(pair => KeyValuePair.Create(pair[0], pair[1])).DistinctBy(pair => pair.Key);

    private static Dictionary<string, string> WithUnit(Dictionary<string, string> tags, string unit)
    {
        var all = new Dictionary<string, string>(tags, StringComparer.Ordinal);
        if (unit.Length > 0)
            all.TryAdd("unit", unit);
        return all;
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
