using Foray.Sdk.Results;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>What every result plugin promises, those that implement <see cref="IJobResultWriter"/> some more.</summary>
public static class ResultConformance
{
    private const string Writes = "Writes the results; the host puts the file in place when all of it is written.";

    /// <summary>The checks of a plugin; see <see cref="ConformanceSuite"/> for how to run them.</summary>
    public static IReadOnlyList<ConformanceCheck> Checks(ResultSubject subject)
    {
        var checks = new CheckList(subject);
        checks.Add("It names a plain file", "Name of the file it writes in the run's folder, for example results.json.", trial => HostPool.UseAsync(trial, () => new FakeHost(), hosts =>
        {
            var name = subject.Create(hosts.Add()).FileName;
            trial.Require(name.Length > 0 && name == Path.GetFileName(name) && name is not ("." or ".."), $"the file's name is '{name}'", "return a name without folders");
            return Task.CompletedTask;
        }));
        checks.Add("The same results give the same bytes", "A result file depends on the results alone.", trial => HostPool.UseAsync(trial, () => new FakeHost(), async hosts =>
        {
            var (early, late) = (hosts.Add(), hosts.Add());
            late.Clock.Advance(TimeSpan.FromDays(400));
            var (first, second) = (await WriteAsync(trial, subject.Create(early), SampleResults.Plain), await WriteAsync(trial, subject.Create(late), SampleResults.Plain));
            trial.Require(first.SequenceEqual(second), "writing the same results twice gave different bytes", "write no time of writing, no random id and no order of a hash table");
            trial.Require(first.Length > 0, "nothing was written", "write the results into the stream, and flush what buffers before returning");
        }));
        checks.Add("It leaves the stream open", Writes, trial => HostPool.UseAsync(trial, () => new FakeHost(), async hosts =>
        {
            using var target = new MemoryStream();
            await subject.Create(hosts.Add()).WriteAsync(SampleResults.Plain, target, trial.Token);
            trial.Require(target.CanWrite, "the stream was closed", "leave the target open: StreamWriter, XmlWriter and others close it unless told not to");
        }));
        checks.Add("It can write every outcome", Writes, trial => HostPool.UseAsync(trial, () => new FakeHost(), async hosts =>
        {
            await WriteAsync(trial, subject.Create(hosts.Add()), SampleResults.WithEveryOutcome);
            await WriteAsync(trial, subject.Create(hosts.Add()), SampleResults.Empty);
        }));
        checks.Add("It can write any text", "Names, parameters and messages are any text.", trial => HostPool.UseAsync(trial, () => new FakeHost(), async hosts =>
        {
            foreach (var text in SampleMetrics.Texts)
                await WriteAsync(trial, subject.Create(hosts.Add()), SampleResults.WithText(text));
        }));
        checks.Add("Cancelling ends a write in time", "Cancellation ends in time.", trial => HostPool.UseAsync(trial, () => new FakeHost(), async hosts =>
        {
            using var target = new MemoryStream();
            await trial.EndsCancelledAsync(
                () => subject.Create(hosts.Add()).WriteAsync(SampleResults.Plain, target, new CancellationToken(true)), "a write with a cancelled token", "hand the token to every call that waits");
        }));
        ResultJobChecks.Add(checks, subject);
        return checks.Checks;
    }

    private static async Task<byte[]> WriteAsync(Trial trial, IResultWriter writer, RunResults results)
    {
        var target = new MemoryStream();
        await trial.EndsAsync(() => writer.WriteAsync(results, target, trial.Token), "writing", "return when all is written");
        return target.ToArray();
    }
}
