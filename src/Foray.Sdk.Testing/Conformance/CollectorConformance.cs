using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Tracking;
using Foray.Sdk.Tracking;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>What every collector plugin promises.</summary>
public static class CollectorConformance
{
    private const string Once = "Measures once.";

    /// <summary>The checks of a plugin; see <see cref="ConformanceSuite"/> for how to run them.</summary>
    public static IReadOnlyList<ConformanceCheck> Checks(CollectorSubject subject)
    {
        var checks = new CheckList(subject);
        checks.Add("It measures something, and comes to an end", Once, trial => MeasureAsync(trial, subject, (metrics, _) =>
            trial.Require(metrics.Count > 0, "no metric was logged", "log what is measured to the sink before CollectAsync returns")));
        checks.Add("Its metrics have a name, and the sink's run", "Name, such as loss. Run: id of the run.", trial => MeasureAsync(trial, subject, (metrics, _) =>
        {
            trial.Require(metrics.All(metric => !string.IsNullOrWhiteSpace(metric.Name)), "a metric has no name", "name every metric");
            var strange = metrics.FirstOrDefault(metric => metric.Run != "run-7");
            trial.Require(strange is null, $"'{strange?.Name}' was logged for run '{strange?.Run}' instead of 'run-7'", "take the run's id from the sink");
        }));
        checks.Add("Its times come from the clock that it is given", "When it was measured; time comes from the host's TimeProvider.", trial => MeasureAsync(trial, subject, (metrics, host) =>
        {
            var strange = metrics.FirstOrDefault(metric => metric.Time != host.Clock.GetUtcNow());
            trial.Require(strange is null, $"'{strange?.Name}' was measured at {strange?.Time:O}, when the clock showed {host.Clock.GetUtcNow():O}", "take a TimeProvider in the constructor and use its GetUtcNow");
        }));
        checks.Add("Its interval is not negative", "Time from one measurement to the next; zero for a single one.", trial => HostPool.UseAsync(trial, () => new FakeHost(), hosts =>
        {
            var interval = subject.Create(hosts.Add()).Interval;
            trial.Require(interval >= TimeSpan.Zero, $"the interval is {interval}", "return zero for a single measurement, and a time from one to the next otherwise");
            return Task.CompletedTask;
        }));
        checks.Add("Cancelling ends a measurement in time", "Cancelled when the run ends.", trial => HostPool.UseAsync(trial, () => new FakeHost(), async hosts =>
        {
            var collector = await hosts.StartAsync(subject.Create);
            await trial.EndsCancelledAsync(
                () => collector.CollectAsync(new RecordingMetricSink(), new CancellationToken(true)).AsTask(), "a measurement with a cancelled token", "hand the token to every call that waits");
        }));
        checks.Add("It measures again when it is asked again", "Measures something again and again.", trial => HostPool.UseAsync(trial, () => new FakeHost(), async hosts =>
        {
            var collector = await hosts.StartAsync(subject.Create);
            if (collector.Interval == TimeSpan.Zero)
                return;
            var (first, second) = (new RecordingMetricSink(), new RecordingMetricSink());
            await CollectAsync(trial, collector, first);
            await CollectAsync(trial, collector, second);
            trial.Require(second.Metrics.Count > 0, "the second measurement logged nothing", "log every time, also what did not change; an Interval of zero says that one measurement is all");
        }));
        return checks.Checks;
    }

    private static Task MeasureAsync(Trial trial, CollectorSubject subject, Action<IReadOnlyCollection<Metric>, FakeHost> judge) => HostPool.UseAsync(trial, () => new FakeHost(), async hosts =>
    {
        FakeHost? host = null;
        var collector = await hosts.StartAsync(given => subject.Create(host = given));
        var sink = new RecordingMetricSink { Run = "run-7" };
        await CollectAsync(trial, collector, sink);
        judge(sink.Metrics, host!);
    });

    private static Task CollectAsync(Trial trial, ICollector collector, RecordingMetricSink sink) =>
        trial.EndsAsync(() => collector.CollectAsync(sink, trial.Token).AsTask(), "a measurement", "measure once and return: the host calls again after the interval");
}
