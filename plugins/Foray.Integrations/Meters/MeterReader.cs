using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<(string Meter, string Instrument), InstrumentSeries> _instruments = [];
    private long _since;
    private int _count;
    private bool _hasFailed;

    public MeterReader(IReadOnlyList<string> meters, TimeProvider time, ILogger logger)
    {
        (_selection, _time, _logger) = (new MeterSelection(meters), time, logger);
        _since = time.GetTimestamp();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (_selection.Match(instrument.Meter.Name))
                listener.EnableMeasurementEvents(instrument, SeriesOf(instrument));
        };
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, series) => Record(series, value, tags));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, series) => Record(series, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, series) => Record(series, value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, series) => Record(series, value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, series) => Record(series, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, series) => Record(series, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, series) => Record(series, (double)value, tags));
        _listener.Start();
    }

    /// <summary>Asks the observed instruments, and reports what was measured since the last report. Not to be called twice at once.</summary>
    public void ReportTo(MetricLog log)
    {
        Observe();
        var now = _time.GetTimestamp();
        var seconds = _time.GetElapsedTime(_since, now).TotalSeconds;
        _since = now;
        foreach (var series in _instruments.Values.SelectMany(instrument => instrument.All))
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

    private static void Record(object? series, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => ((InstrumentSeries)series!).Record(value, tags);

    // Several meters of one name, such as those of several objects, are one.
    private InstrumentSeries SeriesOf(Instrument instrument) =>
        _instruments.GetOrAdd((instrument.Meter.Name, instrument.Name), _ => new InstrumentSeries(instrument, () => CountSeries(instrument)));

    private bool CountSeries(Instrument instrument)
    {
        var count = Interlocked.Increment(ref _count);
        if (count == MostSeries + 1)
            TooMany(_logger, MostSeries, instrument.Name);
        return count <= MostSeries;
    }

    [LoggerMessage(LogLevel.Warning, "an observed instrument failed")]
    private static partial void NotObserved(ILogger logger, Exception error);

    [LoggerMessage(LogLevel.Warning, "there are more than {Most} combinations of instruments and tags: new ones, such as of '{Instrument}', are left out")]
    private static partial void TooMany(ILogger logger, int most, string instrument);
}
