using System.Diagnostics.Metrics;

namespace Foray.Integrations.Meters;

/// <summary>The aggregations of the kinds of instruments.</summary>
internal static class Aggregations
{
    public static Aggregation For(Instrument instrument)
    {
        var kind = instrument.GetType().IsGenericType ? instrument.GetType().GetGenericTypeDefinition() : null;
        return kind == typeof(Counter<>) ? new Increments()
            : kind == typeof(ObservableCounter<>) ? new Growth()
            : kind == typeof(UpDownCounter<>) ? new Level()
            : kind == typeof(Histogram<>) ? new Distribution()
            : new Latest();
    }

    /// <summary>A counter: the sum of what was added.</summary>
    private sealed class Increments : Aggregation
    {
        private double _sum;

        protected override void Add(double number) => _sum += number;

        protected override IEnumerable<SeriesValue> Report(string unit, double seconds)
        {
            var sum = _sum;
            _sum = 0;
            return Increment(sum, unit, seconds);
        }
    }

    /// <summary>An observed counter: how much the total has grown. One that fell began anew, from 0.</summary>
    private sealed class Growth : Aggregation
    {
        private double? _before;
        private double? _now;

        protected override void Add(double number) => _now = number;

        protected override IEnumerable<SeriesValue> Report(string unit, double seconds)
        {
            var (before, now) = (_before, _now);
            _before = now;
            return before is { } earlier && now is { } later ? Increment(later < earlier ? later : later - earlier, unit, seconds) : [];
        }
    }

    /// <summary>A counter that goes up and down: the sum of all.</summary>
    private sealed class Level : Aggregation
    {
        private double _sum;

        protected override void Add(double number) => _sum += number;

        protected override IEnumerable<SeriesValue> Report(string unit, double seconds) => [new SeriesValue("", _sum, unit)];
    }

    /// <summary>A gauge: the last value, where there is a new one.</summary>
    private sealed class Latest : Aggregation
    {
        private double? _value;

        protected override void Add(double number) => _value = number;

        protected override IEnumerable<SeriesValue> Report(string unit, double seconds)
        {
            var value = _value;
            _value = null;
            return value is { } number ? [new SeriesValue("", number, unit)] : [];
        }
    }

    /// <summary>A histogram: how many, their sum, and percentiles of them.</summary>
    private sealed class Distribution : Aggregation
    {
        private QuantileSketch _sketch = new();

        protected override void Add(double number) => _sketch.Add(number);

        protected override IEnumerable<SeriesValue> Report(string unit, double seconds)
        {
            var sketch = _sketch;
            _sketch = new QuantileSketch();
            return sketch.Count == 0
                ? []
                :
                [
                    new SeriesValue(".count", sketch.Count, ""), new SeriesValue(".sum", sketch.Sum, unit),
                    new SeriesValue(".p50", sketch.Quantile(0.5), unit), new SeriesValue(".p95", sketch.Quantile(0.95), unit), new SeriesValue(".p99", sketch.Quantile(0.99), unit),
                ];
        }
    }
}
