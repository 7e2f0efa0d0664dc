using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Foray.Integrations.Meters;

/// <summary>The series of an instrument, one for each set of tags. Recording without tags takes no memory.</summary>
/// <param name="instrument">The instrument.</param>
/// <param name="isAllowed">Asked before a new series; where it says no, the measurement is left out.</param>
internal sealed class InstrumentSeries(Instrument instrument, Func<bool> isAllowed)
{
    private readonly ConcurrentDictionary<string, MeterSeries> _series = new(StringComparer.Ordinal);
    private MeterSeries? _untagged;

    public IEnumerable<MeterSeries> All => _series.Values;

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            (Volatile.Read(ref _untagged) ?? (_untagged = Find([])))?.Aggregation.Record(value);
        else
            Find(MeterSeries.TagsOf(tags))?.Aggregation.Record(value);
    }

    private MeterSeries? Find(SortedDictionary<string, string> tags)
    {
        var key = MeterSeries.KeyOf(tags);
        if (_series.TryGetValue(key, out var series))
            return series;
        lock (_series)
            return _series.TryGetValue(key, out series) ? series : isAllowed() ? _series[key] = new MeterSeries(instrument, tags) : null;
    }
}
