using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Tracking;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>What every backend plugin promises.</summary>
public static class BackendConformance
{
    private const string Delivered = "Writes metrics. When it returns they are delivered.";
    private const string Accepted = "True for the types that it can keep; others are never handed to it.";

    /// <summary>The checks of a plugin; see <see cref="ConformanceSuite"/> for how to run them.</summary>
    public static IReadOnlyList<ConformanceCheck> Checks(BackendSubject subject)
    {
        var checks = new CheckList(subject);
        AddAcceptance(checks, subject);
        AddDelivery(checks, subject);
        checks.Add("Cancelling ends a write in time", "Ends the attempt; the batch then counts as not delivered.", trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var backend = await hosts.StartAsync(subject.Create);
            await trial.EndsCancelledAsync(
                () => backend.WriteAsync(Batch(backend, trial), new CancellationToken(true)), "a write with a cancelled token", "hand the token to every call that waits");
        }));
        checks.Add("Two instances do not disturb each other", "Several instances of one plugin may be active at once.", trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var (one, other) = (await hosts.StartAsync(subject.Create), await hosts.StartAsync(subject.Create));
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
            var backend = await hosts.StartAsync(subject.Create);
            foreach (var type in Types(backend))
                await WriteAsync(trial, backend, [SampleMetrics.Plain(type)]);
        }));
        checks.Add("It can write any number and step", "NaN and the infinities are numbers too. Step of the run, from 0; null where it belongs to none.", trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var backend = await hosts.StartAsync(subject.Create);
            foreach (var type in Types(backend).Where(type => type is MetricType.Scalar or MetricType.System))
                await WriteAsync(trial, backend, SampleMetrics.WithUnusualNumbers(type));
        }));
        checks.Add("It can write any text", "Names, sources, texts and tags are any text.", trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var backend = await hosts.StartAsync(subject.Create);
            foreach (var type in Types(backend))
                await WriteAsync(trial, backend, SampleMetrics.WithUnusualTexts(type));
        }));
    }

    private static void AddDelivery(CheckList checks, BackendSubject subject)
    {
        checks.Add("A batch is delivered when the write has returned", Delivered, trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var backend = await hosts.StartAsync(subject.Create);
            var batch = Batch(backend, trial);
            await WriteAsync(trial, backend, batch);
            await RequireArrivedAsync(trial, subject, backend, batch, "flush to the target before WriteAsync returns; batching is the host's work");
        }));
        checks.Add("A stop delivers what was accepted", "What was accepted is delivered before it returns.", trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var backend = await hosts.StartAsync(subject.Create);
            var batch = Batch(backend, trial);
            await WriteAsync(trial, backend, batch);
            await hosts.StopAsync(backend);
            await RequireArrivedAsync(trial, subject, backend, batch, "deliver in StopAsync what is still held, and remove nothing");
        }));
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
        return [.. Enumerable.Range(0, 5).Select(number => SampleMetrics.Plain(types[0], $"sample-{number}") with { Step = number })];
    }

    private static List<MetricType> Types(IBackend backend) => [.. Enum.GetValues<MetricType>().Where(backend.Accepts)];

    private static FakeHost RealTime() => new(TimeProvider.System);
}
