using System.Diagnostics.Metrics;
using CsCheck;
using Foray.Integrations.Meters;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Tracking;
using Foray.Sdk.Tracking;

namespace Foray.Integrations.Tests;

public sealed class MetersIntegrationTests : IDisposable
{
    private readonly FakeHost _host = new();
    private readonly RecordingMetricSink _sink = new();
    private readonly Meter _meter = new($"Training.{Guid.NewGuid():N}");

    [Fact]
    public void A_counter_becomes_an_increment_and_a_rate()
    {
        var counter = _meter.CreateCounter<long>("samples", unit: "samples");
        using var listening = Attach();
        counter.Add(30);
        counter.Add(20);
        Advance();

        var metrics = Take();
        Assert.Equal(50, metrics["samples"].Number);
        Assert.Equal(5, metrics["samples.rate"].Number);
        Assert.Equal("samples/s", metrics["samples.rate"].Tags["unit"]);
        Assert.Equal(_meter.Name, metrics["samples"].Tags["meter"]);
        Assert.Equal("meters", metrics["samples"].Source);

        Advance();
        Assert.Equal(0, Take()["samples"].Number);
    }

    [Fact]
    public void An_observed_counter_becomes_its_growth_from_the_second_report_on()
    {
        double total = 100;
        _meter.CreateObservableCounter("bytes", () => total);
        using var listening = Attach();
        Advance();
        Assert.Empty(Take());

        total = 160;
        Advance();
        Assert.Equal(60, Take()["bytes"].Number);

        total = 5;
        Advance();
        Assert.Equal(5, Take()["bytes"].Number);
    }

    [Fact]
    public void Gauges_and_levels_become_values()
    {
        var gauge = _meter.CreateGauge<double>("loss");
        var level = _meter.CreateUpDownCounter<int>("queue");
        _meter.CreateObservableGauge("temperature", () => 20.5f);
        _meter.CreateObservableUpDownCounter("open", () => (short)3);
        using var listening = Attach();
        gauge.Record(0.5);
        gauge.Record(0.25);
        level.Add(5);
        level.Add(-2);
        Advance();

        var metrics = Take();
        Assert.Equal([0.25, 3, 20.5, 3], ((IEnumerable<string>)["loss", "queue", "temperature", "open"]).Select(name => metrics[name].Number!.Value));

        Advance();
        Assert.DoesNotContain("loss", Take().Keys);
    }

    [Fact]
    public void A_histogram_becomes_percentiles_of_each_interval()
    {
        var histogram = _meter.CreateHistogram<double>("latency", unit: "ms");
        using var listening = Attach();
        foreach (var number in Enumerable.Range(1, 100))
            histogram.Record(number);
        Advance();

        var metrics = Take();
        Assert.Equal(100, metrics["latency.count"].Number);
        Assert.Equal(5050, metrics["latency.sum"].Number);
        Assert.InRange(metrics["latency.p50"].Number!.Value, 49, 51.5);
        Assert.InRange(metrics["latency.p95"].Number!.Value, 94, 97);
        Assert.InRange(metrics["latency.p99"].Number!.Value, 98, 101);
        Assert.Equal("ms", metrics["latency.p99"].Tags["unit"]);

        Advance();
        Assert.Empty(Take());
    }

    [Fact]
    public void Tags_tell_series_apart_in_the_name_and_in_the_tags_whatever_their_order()
    {
        var counter = _meter.CreateCounter<int>("requests");
        using var listening = Attach();
        counter.Add(1, new("method", "GET"), new KeyValuePair<string, object?>("route", "/a b"));
        counter.Add(2, new("route", "/a b"), new KeyValuePair<string, object?>("method", "GET"));
        counter.Add(4, new KeyValuePair<string, object?>("method", null));
        Advance();

        var metrics = Take();
        Assert.Equal(3, metrics["requests/method.GET/route._a_b"].Number);
        Assert.Equal(0.3, metrics["requests.rate/method.GET/route._a_b"].Number!.Value, 9);
        Assert.Equal("/a b", metrics["requests/method.GET/route._a_b"].Tags["route"]);
        Assert.Equal(4, metrics["requests/method."].Number);
    }

    [Fact]
    public void Only_chosen_meters_are_heard_by_name_or_beginning()
    {
        using var other = new Meter(_meter.Name + ".More");
        var (own, more) = (_meter.CreateCounter<int>("own"), other.CreateCounter<int>("more"));
        using (Attach(_meter.Name))
        {
            own.Add(1);
            more.Add(1);
        }

        Assert.Equal(["own"], Take().Keys);
        using (Attach(_meter.Name[..20] + "*"))
        {
            own.Add(1);
            more.Add(1);
        }

        Assert.Equal(["more", "own"], Take().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Meters_of_one_name_are_one()
    {
        using var twin = new Meter(_meter.Name);
        var (first, second) = (_meter.CreateCounter<int>("samples"), twin.CreateCounter<int>("samples"));
        using var listening = Attach();
        first.Add(1);
        second.Add(2);
        Advance();

        Assert.Equal(3, Take()["samples"].Number);
    }

    [Fact]
    public void Recording_without_tags_takes_no_memory()
    {
        var (counter, gauge) = (_meter.CreateCounter<int>("samples"), _meter.CreateGauge<double>("loss"));
        using var listening = Attach();
        counter.Add(1);
        gauge.Record(1);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var count = 0; count < 1000; count++)
        {
            counter.Add(1);
            gauge.Record(count);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 999);
    }

    [Fact]
    public void What_was_counted_last_is_reported_at_the_end()
    {
        var counter = _meter.CreateCounter<int>("samples");
        var listening = Attach();
        counter.Add(7);

        listening.Dispose();
        counter.Add(1);
        listening.Dispose();
        Advance();

        Assert.Equal(7, Assert.Single(_sink.Metrics).Number);
    }

    [Fact]
    public void An_instrument_that_fails_is_told_once_and_the_others_are_heard()
    {
        _meter.CreateObservableGauge("broken", int () => throw new InvalidOperationException("no"));
        _meter.CreateObservableGauge("whole", () => 1);
        using var listening = Attach();
        Advance();
        Advance();

        Assert.Equal(["whole", "whole"], _sink.Metrics.Select(metric => metric.Name));
        Assert.Equal("an observed instrument failed", Assert.Single(_host.Logger.Entries).Message);
    }

    [Fact]
    public void Ever_new_tags_do_not_fill_the_memory()
    {
        var counter = _meter.CreateCounter<int>("requests");
        using var listening = Attach();
        foreach (var id in Enumerable.Range(0, 2 * MeterReader.MostSeries))
            counter.Add(1, new KeyValuePair<string, object?>("id", id));
        Advance();

        Assert.Equal(MeterReader.MostSeries, Take().Keys.Count(name => name.StartsWith("requests/", StringComparison.Ordinal)));
        Assert.Contains("left out", Assert.Single(_host.Logger.Entries).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Increments_of_several_threads_are_all_there()
    {
        var counter = _meter.CreateCounter<int>("samples");
        var listening = Attach();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var count = 0; count < 10_000; count++)
                counter.Add(1);
        })));
        Advance();
        listening.Dispose();

        Assert.Equal(40_000, _sink.Metrics.Where(metric => metric.Name == "samples").Sum(metric => metric.Number));
    }

    [Fact]
    public void A_quantile_is_right_to_one_percent() =>
        Gen.OneOf(Gen.Double[-1e6, 1e6], Gen.Double[0, 1], Gen.Int[-5, 5].Select(number => (double)number)).Array[1, 200].Sample(numbers =>
        {
            var sketch = new QuantileSketch();
            foreach (var number in numbers)
                sketch.Add(number);
            foreach (var share in (double[])[0, 0.5, 0.95, 1])
            {
                var exact = numbers.Order().ElementAt((int)Math.Floor(share * (numbers.Length - 1)));
                Assert.InRange(sketch.Quantile(share), exact - Math.Abs(exact) * 0.0101, exact + Math.Abs(exact) * 0.0101);
            }
        });

    public void Dispose()
    {
        _meter.Dispose();
        _host.Dispose();
    }

    private IDisposable Attach(string? meter = null) => PluginUnderTest.Create<MetersIntegration>(new { Meters = new[] { meter ?? _meter.Name } }, _host).Attach(_sink);

    private void Advance() => _host.Clock.Advance(TimeSpan.FromSeconds(10));

    private readonly List<Metric> _taken = [];

    private Dictionary<string, Metric> Take()
    {
        var fresh = _sink.Metrics.Skip(_taken.Count).ToList();
        _taken.AddRange(fresh);
        return fresh.ToDictionary(metric => metric.Name);
    }
}
