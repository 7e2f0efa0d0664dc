using System.Diagnostics.Metrics;
using System.Globalization;

namespace Foray.Integrations.Meters;

/// <summary>An instrument with one set of tags, and what was measured of it.</summary>
internal sealed class MeterSeries
{
    private readonly string _name;
    private readonly string _unit;
    private readonly Dictionary<string, string> _tags;

    public MeterSeries(Instrument instrument, SortedDictionary<string, string> tags)
    {
        _name = MetricName.WithTags(MetricName.Part(instrument.Name), tags);
        _unit = instrument.Unit ?? "";
        _tags = new Dictionary<string, string>(tags, StringComparer.Ordinal);
        _tags.TryAdd("meter", instrument.Meter.Name);
        Aggregation = Aggregations.For(instrument);
    }

    public Aggregation Aggregation { get; }

    public static SortedDictionary<string, string> TagsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
            all[key] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return all;
    }

    public static string KeyOf(SortedDictionary<string, string> tags) => string.Join('\0', tags.SelectMany(tag => (IEnumerable<string>)[tag.Key, tag.Value]));

    public void ReportTo(MetricLog log, double seconds)
    {
        foreach (var value in Aggregation.Take(_unit, seconds))
        {
            var tags = new Dictionary<string, string>(_tags, StringComparer.Ordinal);
            if (value.Unit.Length > 0)
                tags.TryAdd("unit", value.Unit);
            log.Add(NameWith(value.Suffix), value.Number, tags);
        }
    }

    // The suffix belongs to the instrument's name, before the tags.
    private string NameWith(string suffix)
    {
        var end = _name.IndexOf('/', StringComparison.Ordinal);
        return end < 0 ? _name + suffix : _name.Insert(end, suffix);
    }
}
