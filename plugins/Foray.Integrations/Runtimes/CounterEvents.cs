using System.Globalization;
using Foray.Integrations.Meters;

namespace Foray.Integrations.Runtimes;

/// <summary>Reads the events in which event sources report their counters. Source: <c>CounterPayload</c> and <c>IncrementingCounterPayload</c> of .NET.</summary>
internal static class CounterEvents
{
    public const string Name = "EventCounters";

    /// <summary>The values of an event; none for one without a counter.</summary>
    /// <param name="source">Name of the event source.</param>
    /// <param name="payload">The event's one field, which holds the counter's fields under <c>Payload</c>.</param>
    public static IReadOnlyList<RemoteValue> Read(string source, IDictionary<string, object> payload)
    {
        if (!payload.TryGetValue("Payload", out var inner) || inner is not IDictionary<string, object> counter || !counter.TryGetValue("Name", out var name))
            return [];
        var unit = counter.TryGetValue("DisplayUnits", out var text) ? Convert.ToString(text, CultureInfo.InvariantCulture) ?? "" : "";
        var values = Number(counter, "Mean") is { } mean ? [new SeriesValue("", mean, unit)] : Increments(counter, unit);
        return [.. values.Select(value => new RemoteValue(MetricName.Part((string)name) + value.Suffix, value.Number, TagsOf(source, value.Unit)))];
    }

    private static IReadOnlyList<SeriesValue> Increments(IDictionary<string, object> counter, string unit) =>
        Number(counter, "Increment") is not { } increment ? []
        : Number(counter, "IntervalSec") is > 0 and var seconds
            ? [new SeriesValue("", increment, unit), new SeriesValue(".rate", increment / seconds, SeriesValue.PerSecond(unit))]
            : [new SeriesValue("", increment, unit)];

    private static Dictionary<string, string> TagsOf(string source, string unit) =>
        unit.Length > 0 ? new() { ["source"] = source, ["unit"] = unit } : new() { ["source"] = source };

    private static double? Number(IDictionary<string, object> counter, string name) =>
        counter.TryGetValue(name, out var value) && value is IConvertible number ? number.ToDouble(CultureInfo.InvariantCulture) : null;
}
