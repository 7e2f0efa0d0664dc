using System.Diagnostics;
using System.Globalization;
using Foray.Sdk.Tracking;
using Foray.Tracking.Routing;
using Foray.Tracking.Runs;

namespace Foray.Bench.Tracking;

/// <summary>How fast points reach the store and a backend while another backend is dead, beside the same without it. In points a second, from the first logged point to the last delivered one.</summary>
internal static class DeadSink
{
    private const int Rounds = 5;
    private const int Points = 1_000_000;
    private const string Dead = "dead";

    public static string Row()
    {
        var rates = Measurement.Compare(Rounds, () => RateAsync(withDead: true).GetAwaiter().GetResult(), () => RateAsync(withDead: false).GetAwaiter().GetResult());
        return string.Create(CultureInfo.InvariantCulture,
            $"| {Points:#,0} points into the store and a backend, a third sink dead, median of {Rounds} | {rates[0] / 1e6:0.00} M/s | without the dead one {rates[1] / 1e6:0.00} M/s | {rates[0] / rates[1]:0.00} times | no slower |");
    }

    private static async Task<double> RateAsync(bool withDead)
    {
        SinkOptions[] sinks = withDead ? [new SinkOptions("living", new Backend(isDead: false)), new SinkOptions(Dead, new Backend(isDead: true))] : [new SinkOptions("living", new Backend(isDead: false))];
        await using var tracker = await Tracker.OpenAsync(new TrackerOptions { Store = BenchFolder.New("sinks"), Sinks = sinks, StopTimeout = TimeSpan.FromMilliseconds(100) });
        var started = Stopwatch.GetTimestamp();
        using var run = tracker.Start("bench");
        var metric = run.Metric("loss");
        for (var i = 0; i < Points; i++)
            metric.Log(Curve.At(i));
        while (tracker.Sinks.Any(sink => sink.Name != Dead && sink.Delivered < Points))
            await Task.Delay(1);
        return Points / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private sealed class Backend(bool isDead) : IBackend
    {
        public Task WriteAsync(IReadOnlyList<Metric> batch, CancellationToken cancellationToken) =>
            isDead ? throw new IOException("it is dead") : Task.CompletedTask;
    }
}
