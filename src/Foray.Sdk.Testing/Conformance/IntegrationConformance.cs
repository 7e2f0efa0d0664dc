using System.Runtime.CompilerServices;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Tracking;
using Foray.Sdk.Tracking;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>What every integration plugin promises.</summary>
public static class IntegrationConformance
{
    private const string Turns = "Turns what a framework reports by itself into metrics of a run.";
    private const string Ends = "Disposing it ends the listening for this sink, and lets go of the sink; safe to repeat.";
    private const string Several = "May listen for several sinks at once.";
    private const string Throws = "It throws nothing into the framework, also where a sink fails, and listens on then.";

    /// <summary>The checks of a plugin; see <see cref="ConformanceSuite"/> for how to run them.</summary>
    public static IReadOnlyList<ConformanceCheck> Checks(IntegrationSubject subject)
    {
        var checks = new CheckList(subject);
        AddListening(checks, subject);
        AddDisposing(checks, subject);
        AddSeveral(checks, subject);
        checks.AddSilence(trial => UseAsync(trial, subject, async (integration, _) =>
        {
            var sink = new RecordingMetricSink();
            using var listening = integration.Attach(sink);
            await RequireHeardAsync(trial, subject, sink, "after it was attached", "log to the sink what the framework reports");
        }));
        return checks.Checks;
    }

    private static void AddListening(CheckList checks, IntegrationSubject subject)
    {
        checks.Add("What the framework reports becomes metrics", Turns, trial => UseAsync(trial, subject, async (integration, _) =>
        {
            var sink = new RecordingMetricSink();
            using var listening = integration.Attach(sink);
            await RequireHeardAsync(trial, subject, sink, "after it was attached", "log to the sink what the framework reports");
        }));
        checks.Add("Its metrics have a name, and the sink's run", "Name, such as loss. Run: id of the run.", trial => UseAsync(trial, subject, async (integration, _) =>
        {
            var sink = new RecordingMetricSink { Run = "run-7" };
            using var listening = integration.Attach(sink);
            await RequireHeardAsync(trial, subject, sink, "after it was attached", "log to the sink what the framework reports");
            trial.Require(sink.Metrics.All(metric => !string.IsNullOrWhiteSpace(metric.Name)), "a metric has no name", "name every metric");
            var strange = sink.Metrics.FirstOrDefault(metric => metric.Run != "run-7");
            trial.Require(strange is null, $"'{strange?.Name}' was logged for run '{strange?.Run}' instead of 'run-7'", "take the run's id from the sink");
        }));
        checks.Add("A sink that fails is not the framework's trouble", Throws, trial => UseAsync(trial, subject, async (integration, host) =>
        {
            var failures = 0;
            var sink = new RecordingMetricSink { OnLog = _ => throw Full(ref failures) };
            using var listening = integration.Attach(sink);
            var failure = await trial.FailureAsync(() => ReportAsync(subject), "the framework's report", "return soon from what the framework calls");
            trial.Require(failure is null, $"what the sink threw came out of the framework's report: {failure?.Message}", "catch what the sink throws, and tell the logger or IPluginHealth");
            await trial.BecomesAsync(() => Volatile.Read(ref failures) > 0);
            sink.OnLog = _ => { };
            await RequireHeardAsync(trial, subject, sink, "after a sink had failed once", "catch what the sink throws for each metric, and go on listening");
        }));
    }

    private static void AddDisposing(CheckList checks, IntegrationSubject subject)
    {
        checks.Add("Disposing ends the listening", Ends, trial => UseAsync(trial, subject, async (integration, _) =>
        {
            var sink = new RecordingMetricSink();
            var listening = integration.Attach(sink);
            await RequireHeardAsync(trial, subject, sink, "after it was attached", "log to the sink what the framework reports");
            listening.Dispose();
            var before = sink.Metrics.Count;
            await ReportAsync(subject);
            await Task.Delay(Trial.Silence, trial.Token);
            trial.Require(sink.Metrics.Count == before, "a metric was logged after the end of the listening", "leave the framework in Dispose, and log nothing that comes later");
        }));
        checks.Add("Disposing twice is safe", Ends, trial => UseAsync(trial, subject, (integration, _) =>
        {
            var listening = integration.Attach(new RecordingMetricSink());
            listening.Dispose();
            listening.Dispose();
            return Task.CompletedTask;
        }));
        checks.Add("Disposing lets go of the sink", Ends, trial => UseAsync(trial, subject, async (integration, _) =>
        {
            var sink = AttachAndDispose(integration);
            var isGone = await trial.BecomesAsync(() =>
            {
                GC.Collect();
                return !sink.IsAlive;
            });
            trial.Require(isGone, "the sink is held after the end of the listening", "remove in Dispose what was added to the framework and to the plugin's own lists");
            GC.KeepAlive(integration);
        }));
        checks.Add("It can listen again after it was disposed", "Begins to listen.", trial => UseAsync(trial, subject, async (integration, _) =>
        {
            integration.Attach(new RecordingMetricSink()).Dispose();
            var sink = new RecordingMetricSink();
            using var listening = integration.Attach(sink);
            await RequireHeardAsync(trial, subject, sink, "when it was attached again", "make in Attach what Dispose ends");
        }));
    }

    private static void AddSeveral(CheckList checks, IntegrationSubject subject)
    {
        checks.Add("It listens for several sinks, and ends for one alone", Several, trial => UseAsync(trial, subject, async (integration, _) =>
        {
            var (first, second) = (new RecordingMetricSink { Run = "run-1" }, new RecordingMetricSink { Run = "run-2" });
            using var one = integration.Attach(first);
            using var other = integration.Attach(second);
            await RequireHeardAsync(trial, subject, first, "with two sinks", "keep what belongs to a sink in what Attach returns");
            await RequireHeardAsync(trial, subject, second, "with two sinks", "keep what belongs to a sink in what Attach returns");
            one.Dispose();
            await RequireHeardAsync(trial, subject, second, "after the listening for another sink had ended", "end in Dispose what was begun for this sink, and nothing else");
        }));
        checks.Add("Two instances do not disturb each other", "Several instances of one plugin may be active at once.", trial => HostPool.UseAsync(trial, () => new FakeHost(), async hosts =>
        {
            var (one, other) = (await hosts.StartAsync(subject.Create), await hosts.StartAsync(subject.Create));
            var (first, second) = (one.Attach(new RecordingMetricSink()), new RecordingMetricSink());
            using var listening = other.Attach(second);
            first.Dispose();
            await hosts.StopAsync(one);
            await RequireHeardAsync(trial, subject, second, "after another instance had stopped", "keep what an instance holds in its own fields, and no statics with state");
        }));
    }

    private static Task UseAsync(Trial trial, IntegrationSubject subject, Func<IIntegration, FakeHost, Task> body) => HostPool.UseAsync(trial, () => new FakeHost(), async hosts =>
    {
        FakeHost? host = null;
        await body(await hosts.StartAsync(given => subject.Create(host = given)), host!);
    });

    // A framework may tell its listeners later, on threads of its own.
    private static async Task RequireHeardAsync(Trial trial, IntegrationSubject subject, RecordingMetricSink sink, string when, string remedy)
    {
        var before = sink.Metrics.Count;
        await ReportAsync(subject);
        trial.Require(await trial.BecomesAsync(() => sink.Metrics.Count > before), $"{when}, the framework's report led to no metric", remedy);
    }

    private static Task ReportAsync(IntegrationSubject subject) => Task.Run(subject.Report);

    // What a method of its own held is free when it has returned.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference AttachAndDispose(IIntegration integration)
    {
        var sink = new RecordingMetricSink();
        integration.Attach(sink).Dispose();
        return new WeakReference(sink);
    }

    private static DiagnosticException Full(ref int failures)
    {
        Interlocked.Increment(ref failures);
        return new DiagnosticException(Diagnostic.Error("KIT004", "the metric cannot be kept", "free space on the disk"));
    }
}
