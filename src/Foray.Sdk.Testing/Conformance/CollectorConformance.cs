using Foray.Sdk.Diagnostics;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Machines;
using Foray.Sdk.Testing.Tracking;
using Foray.Sdk.Tracking;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>What every collector plugin promises.</summary>
public static class CollectorConformance
{
    private const string Once = "Measures once.";
    private const string Asks = "Measures a machine once: it asks over the machine's transport.";

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

    /// <summary>The checks of a plugin that can measure machines too, an <see cref="IMachineCollector"/>, beside <see cref="Checks"/>. They take a system with <c>setsid</c>, such as Linux.</summary>
    public static IReadOnlyList<ConformanceCheck> MachineChecks(CollectorSubject subject)
    {
        var checks = new CheckList(subject);
        AddMeasuringOfMachines(checks, subject);
        checks.Add("Cancelling ends a measurement of a machine in time", "Cancelled when the run ends.", trial => UseMachineAsync(trial, subject, async (collector, _, machine) =>
        {
            machine.Hangs = true;
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(trial.Token);
            var measuring = trial.EndsCancelledAsync(
                () => collector.CollectAsync(machine, new RecordingMetricSink(), ending.Token).AsTask(), "a measurement of a machine that does not answer", "hand the token to every call of the machine");
            await trial.BecomesAsync(() => machine.HasStarted || measuring.IsCompleted);
            await ending.CancelAsync();
            await measuring;
        }));
        checks.Add("A machine that cannot be reached is a diagnostic", "Failures of the transport are DiagnosticExceptions.", trial => UseMachineAsync(trial, subject, async (collector, _, machine) =>
        {
            machine.Disconnect();
            var failure = await trial.FailureAsync(
                () => collector.CollectAsync(machine, new RecordingMetricSink(), trial.Token).AsTask(), "a measurement of a machine that cannot be reached", "let the machine's exception through");
            trial.Require(failure is null or DiagnosticException, $"it threw {failure?.GetType().Name}: {failure?.Message}", "let the machine's exception through, or measure nothing");
        }));
        return checks.Checks;
    }

    private static void AddMeasuringOfMachines(CheckList checks, CollectorSubject subject)
    {
        checks.Add("It measures a machine by asking it", Asks, trial => MeasureMachineAsync(trial, subject, (metrics, _, machine) =>
        {
            trial.Require(metrics.Count > 0, "no metric of the machine was logged", "log what the machine tells to the sink before CollectAsync returns");
            trial.Require(!machine.Calls.IsEmpty, "the machine was asked nothing", "ask with IMachine.ExecuteAsync: what this computer tells is not the machine's");
        }));
        checks.Add("Its metrics of a machine have a name, the sink's run, and the time of the clock that it is given", "When it was measured; time comes from the host's TimeProvider.", trial => MeasureMachineAsync(trial, subject, (metrics, host, _) =>
        {
            var strange = metrics.FirstOrDefault(metric => string.IsNullOrWhiteSpace(metric.Name) || metric.Run != "run-7" || metric.Time != host.Clock.GetUtcNow());
            trial.Require(strange is null, $"'{strange?.Name}' was logged for run '{strange?.Run}' at {strange?.Time:O}", "take the run's id from the sink, and the time from the TimeProvider of the constructor");
        }));
        checks.Add("It leaves nothing on the machine", "Another machine, where nothing of Foray's is installed.", trial => UseMachineAsync(trial, subject, async (collector, _, machine) =>
        {
            var before = machine.Snapshot();
            await CollectAsync(trial, collector, machine, new RecordingMetricSink());
            var difference = FileSnapshot.Difference(before, machine.Snapshot());
            trial.Require(difference is null, $"files of the machine differ: {difference}", "ask with programs that are there, and write no files");
        }));
        checks.Add("It measures a machine again when it is asked again", "Measures something again and again.", trial => UseMachineAsync(trial, subject, async (collector, _, machine) =>
        {
            if (collector.Interval == TimeSpan.Zero)
                return;
            var second = new RecordingMetricSink();
            await CollectAsync(trial, collector, machine, new RecordingMetricSink());
            await CollectAsync(trial, collector, machine, second);
            trial.Require(second.Metrics.Count > 0, "the second measurement logged nothing", "log every time, also what did not change");
        }));
    }

    private static Task MeasureMachineAsync(Trial trial, CollectorSubject subject, Action<IReadOnlyCollection<Metric>, FakeHost, FakeMachine> judge) =>
        UseMachineAsync(trial, subject, async (collector, host, machine) =>
        {
            var sink = new RecordingMetricSink { Run = "run-7" };
            await CollectAsync(trial, collector, machine, sink);
            judge(sink.Metrics, host, machine);
        });

    private static Task UseMachineAsync(Trial trial, CollectorSubject subject, Func<IMachineCollector, FakeHost, FakeMachine, Task> body) => HostPool.UseAsync(trial, () => new FakeHost(), async hosts =>
    {
        FakeHost? host = null;
        var collector = await hosts.StartAsync(given => subject.Create(host = given));
        await using var machine = new FakeMachine("worker");
        subject.Prepare(machine);
        await body(collector as IMachineCollector ?? throw trial.Breach("the plugin is no IMachineCollector", "implement it, or leave these checks out"), host!, machine);
    });

    private static Task CollectAsync(Trial trial, IMachineCollector collector, FakeMachine machine, RecordingMetricSink sink) =>
        trial.EndsAsync(() => collector.CollectAsync(machine, sink, trial.Token).AsTask(), "a measurement of a machine", "measure once and return: the host calls again after the interval");

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
