using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Tracking;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>What every backend plugin promises.</summary>
public static class BackendConformance
{
    private const string Delivered = "Writes metrics. When it returns they are delivered.";
    private const string Repeated = "What happens to metrics that a backend is handed again because it is not known whether they had arrived.";
    private const string Accepted = "True for the types that it can keep; others are never handed to it.";

    /// <summary>The checks of a plugin; see <see cref="ConformanceSuite"/> for how to run them.</summary>
    public static IReadOnlyList<ConformanceCheck> Checks(BackendSubject subject)
    {
        var checks = new CheckList(subject);
        AddAcceptance(checks, subject);
        AddDelivery(checks, subject);
        AddRepetition(checks, subject);
        AddRefusals(checks, subject);
        checks.Add("Cancelling ends a write in time", "Ends the attempt; the batch then counts as not delivered.", trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var backend = await StartAsync(trial, hosts, subject);
            await trial.EndsCancelledAsync(
                () => backend.WriteAsync(Batch(backend, trial), new CancellationToken(true)), "a write with a cancelled token", "hand the token to every call that waits");
        }));
        checks.Add("Two instances do not disturb each other", "Several instances of one plugin may be active at once.", trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var (one, other) = (await StartAsync(trial, hosts, subject), await StartAsync(trial, hosts, subject));
            var (first, second) = (Batch(one, trial), Batch(other, trial));
            await WriteAsync(trial, one, first);
            await hosts.StopAsync(one);
            await WriteAsync(trial, other, second);
            await RequireArrivedAsync(trial, subject, other, second, "keep what an instance holds in its own fields, and no statics with state");
        }));
        return checks.Checks;
    }

    private static void AddAcceptance(CheckList checks, BackendSubject subject)
    {
        checks.Add("It accepts the same types every time, and at least one", Accepted, trial => HostPool.UseAsync(trial, RealTime, hosts =>
        {
            var backend = subject.Create(hosts.Add());
            trial.Require(Types(backend).Count > 0, "it accepts no type at all", "return true from Accepts for the types that it can keep");
            trial.Require(Types(backend).SequenceEqual(Types(backend)), "it accepted other types when it was asked again", "let Accepts depend on the type and the options alone");
            return Task.CompletedTask;
        }));
        checks.Add("It can write every type that it accepts", Accepted, trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var backend = await StartAsync(trial, hosts, subject);
            foreach (var type in Types(backend))
                await WriteAsync(trial, backend, [SampleMetrics.Plain(type)]);
        }));
        checks.Add("It can write any number and step", "NaN and the infinities are numbers too. Step of the run, from 0; null where it belongs to none.", trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var backend = await StartAsync(trial, hosts, subject);
            foreach (var type in Types(backend).Where(type => type is MetricType.Scalar or MetricType.System))
                await WriteAsync(trial, backend, SampleMetrics.WithUnusualNumbers(type));
        }));
        checks.Add("It can write any text", "Names, sources, texts and tags are any text.", trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var backend = await StartAsync(trial, hosts, subject);
            foreach (var type in Types(backend))
                await WriteAsync(trial, backend, SampleMetrics.WithUnusualTexts(type));
        }));
    }

    private static void AddDelivery(CheckList checks, BackendSubject subject)
    {
        checks.Add("A batch is delivered when the write has returned", Delivered, trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var backend = await StartAsync(trial, hosts, subject);
            var batch = Batch(backend, trial);
            await WriteAsync(trial, backend, batch);
            await RequireArrivedAsync(trial, subject, backend, batch, "flush to the target before WriteAsync returns; batching is the host's work");
        }));
        checks.Add("A stop delivers what was accepted", "What was accepted is delivered before it returns.", trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var backend = await StartAsync(trial, hosts, subject);
            var batch = Batch(backend, trial);
            await WriteAsync(trial, backend, batch);
            await hosts.StopAsync(backend);
            await RequireArrivedAsync(trial, subject, backend, batch, "deliver in StopAsync what is still held, and remove nothing");
        }));
    }

    private static void AddRepetition(CheckList checks, BackendSubject subject)
    {
        checks.Add("It declares the same delivery every time", "What a repeated batch does.", trial => HostPool.UseAsync(trial, RealTime, hosts =>
        {
            var backend = subject.Create(hosts.Add());
            trial.Require(backend.Delivery == backend.Delivery, "it declared another delivery when it was asked again", "let Delivery depend on the options alone");
            return Task.CompletedTask;
        }));
        checks.Add("A batch that comes again does what is declared", Repeated, trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var backend = await StartAsync(trial, hosts, subject);
            var batch = Batch(backend, trial);
            await WriteAsync(trial, backend, batch);
            if (backend.Delivery != BackendDelivery.Resumable)
                await WriteAsync(trial, backend, batch);
            if (backend.Delivery == BackendDelivery.Idempotent)
                await RequireArrivedAsync(trial, subject, backend, batch, "replace what is there already, or declare AtLeastOnce");
            if (backend.Delivery == BackendDelivery.Resumable)
                await RequireLastAsync(trial, backend, batch);
        }));
        checks.Add("A run can be begun again", "Told that a run begins, or is gone on with.", trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var backend = await StartAsync(trial, hosts, subject);
            await BeginAsync(trial, backend);
            var batch = Batch(backend, trial);
            await WriteAsync(trial, backend, batch);
            await RequireArrivedAsync(trial, subject, backend, batch, "look for the run before it is made");
        }));
        checks.Add("The end of a run leaves what it has", "Told that a run has ended and all of its metrics are delivered.", trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            foreach (var state in (IEnumerable<RunState>)[RunState.Finished, RunState.Failed, RunState.Killed])
            {
                var backend = await StartAsync(trial, hosts, subject);
                var batch = Batch(backend, trial);
                await WriteAsync(trial, backend, batch);
                await trial.EndsAsync(() => backend.EndAsync(SampleMetrics.Run, state, SampleMetrics.Run.Started.AddHours(1), trial.Token), $"the end of a run as {state}", "return when it is noted");
                await RequireArrivedAsync(trial, subject, backend, batch, "remove nothing when a run ends");
            }
        }));
    }

    private static void AddRefusals(CheckList checks, BackendSubject subject) => checks.Add(
        "What it refuses is told for the last batch alone", "What was left out of the last batch; empty where all of it is delivered.", trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var backend = await StartAsync(trial, hosts, subject);
            if (backend is not IRefusesMetrics refusing)
                return;
            foreach (var type in Types(backend))
            {
                var batch = SampleMetrics.WithUnusualNumbers(type);
                await WriteAsync(trial, backend, batch);
                var refused = refusing.Refused;
                trial.Require(refused.All(some => some.Count > 0 && some.Reason.Length > 0 && some.Run == SampleMetrics.Run.Id), $"it refused [{string.Join("; ", refused)}]", "name the run, a count of 1 or more, and the reason");
                trial.Require(refused.Sum(some => some.Count) <= batch.Count, $"of {batch.Count} metrics it refused {refused.Sum(some => some.Count)}", "count each metric once");
            }

            await WriteAsync(trial, backend, Batch(backend, trial));
            trial.Require(refusing.Refused.Count == 0, $"of a batch without a fault it refused [{string.Join("; ", refusing.Refused)}]", "forget at the begin of a batch what the one before had");
        }));

    private static async Task<IBackend> StartAsync(Trial trial, HostPool hosts, BackendSubject subject)
    {
        var backend = await hosts.StartAsync(subject.Create);
        await BeginAsync(trial, backend);
        return backend;
    }

    private static Task BeginAsync(Trial trial, IBackend backend) =>
        trial.EndsAsync(() => backend.BeginAsync(SampleMetrics.Run, trial.Token), "the begin of a run", "return when metrics of the run can be written");

    private static async Task RequireLastAsync(Trial trial, IBackend backend, IReadOnlyList<Metric> batch)
    {
        const string Remedy = "keep the sequence of the last metric of each run, or declare AtLeastOnce";
        var last = await trial.EndsAsync(() => backend.FindLastAsync(SampleMetrics.Run.Id, trial.Token), "finding the last metric of a run", Remedy);
        trial.Require(last == batch[^1].Sequence, $"the last metric had sequence {batch[^1].Sequence}, and it says {last}", Remedy);
        var none = await trial.EndsAsync(() => backend.FindLastAsync("run-2", trial.Token), "finding the last metric of a run", Remedy);
        trial.Require(none == 0, $"it has nothing of a run, and says that its last sequence is {none}", Remedy);
    }

    private static async Task RequireArrivedAsync(Trial trial, BackendSubject subject, IBackend backend, IReadOnlyList<Metric> batch, string remedy)
    {
        if (subject.ReadBackAsync is not { } readBack)
            return;
        var (sent, arrived) = (batch.Select(SampleMetrics.Describe).ToList(), (await readBack(backend, trial.Token)).Select(SampleMetrics.Describe).ToList());
        trial.Require(sent.SequenceEqual(arrived), $"sent were [{string.Join("; ", sent)}], and there are [{string.Join("; ", arrived)}]", remedy);
    }

    private static Task WriteAsync(Trial trial, IBackend backend, IReadOnlyList<Metric> batch) =>
        trial.EndsAsync(() => backend.WriteAsync(batch, trial.Token), $"writing {batch.Count} metrics of type {batch[0].Type}", "return when they are delivered, or throw");

    private static IReadOnlyList<Metric> Batch(IBackend backend, Trial trial)
    {
        var types = Types(backend);
        trial.Require(types.Count > 0, "it accepts no type at all", "return true from Accepts for the types that it can keep");
        return [.. Enumerable.Range(0, 5).Select(number => SampleMetrics.Plain(types[0], $"sample-{number}") with { Step = number, Sequence = number + 1 })];
    }

    private static List<MetricType> Types(IBackend backend) => [.. Enum.GetValues<MetricType>().Where(backend.Accepts)];

    private static FakeHost RealTime() => new(TimeProvider.System);
}
