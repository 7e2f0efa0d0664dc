using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Foray.Integrations.Meters;

/// <summary>Listens to meters of this process and sums up what they measure from one report to the next.</summary>
internal sealed partial class MeterReader : IDisposable
{
    /// <summary>Most series, each an instrument with one set of tags: tags with ever new values, such as ids, would fill the memory.</summary>
    public const int MostSeries = 1000;

    private readonly MeterSelection _selection;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, MeterSeries> _series = new(StringComparer.Ordinal);
    private long _since;
    private bool _isFull;
    private bool _hasFailed;

    public MeterReader(IReadOnlyList<string> meters, TimeProvider time, ILogger logger)
    {
        (_selection, _time, _logger) = (new MeterSelection(meters), time, logger);
        _since = time.GetTimestamp();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (_selection.Match(instrument.Meter.Name))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<byte>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<short>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<float>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((instrument, value, tags, _) => Record(instrument, (double)value, tags));
        _listener.Start();
    }

    /// <summary>Asks the observed instruments, and reports what was measured since the last report. Not to be called twice at once.</summary>
    public void ReportTo(MetricLog log)
    {
        Observe();
        var now = _time.GetTimestamp();
        var seconds = _time.GetElapsedTime(_since, now).TotalSeconds;
        _since = now;
        foreach (var series in Snapshot())
            series.ReportTo(log, seconds);
    }

    public void Dispose() => _listener.Dispose();

    // The instruments' own code runs here, and may throw anything.
    private void Observe()
    {
        try
        {
            _listener.RecordObservableInstruments();
            _hasFailed = false;
        }
        catch (Exception error)
        {
            if (!_hasFailed)
                NotObserved(_logger, error);
            _hasFailed = true;
        }
    }

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => Find(instrument, tags)?.Aggregation.Record(value);

    private MeterSeries? Find(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var all = MeterSeries.TagsOf(tags);
        var key = MeterSeries.KeyOf(instrument, all);
        lock (_series)
        {
            if (_series.TryGetValue(key, out var series))
                return series;
            if (_series.Count < MostSeries)
                return _series[key] = new MeterSeries(instrument, all);
            if (!_isFull)
                TooMany(_logger, MostSeries, instrument.Name);
            _isFull = true;
            return null;
        }
    }

    private IReadOnlyList<MeterSeries> Snapshot()
    {
        lock (_series)
            return [.. _series.Values];
    }

    [LoggerMessage(LogLevel.Warning, "an observed instrument failed")]
    private static partial void NotObserved(ILogger logger, Exception error);

    [LoggerMessage(LogLevel.Warning, "there are more than {Most} combinations of instruments and tags: new ones, such as of '{Instrument}', are left out")]
    private static partial void TooMany(ILogger logger, int most, string instrument);
}
