using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>What every job hook plugin promises.</summary>
public static class JobHookConformance
{
    private const string End = "return when the work is done";
    private static readonly DateTimeOffset Started = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>The checks of a plugin; see <see cref="ConformanceSuite"/> for how to run them.</summary>
    public static IReadOnlyList<ConformanceCheck> Checks(JobHookSubject subject)
    {
        var checks = new CheckList(subject);
        checks.Add("It goes through a whole job", "Has its turn between the phases of a job, and is told of each test.", trial => UseAsync(trial, subject, RunJobAsync));
        checks.Add("Hostile names do it no harm", "Names and reasons are any text.", trial => UseAsync(trial, subject, (trial, hook, folder) =>
            TellAsync(trial, hook, Result(folder, new Runnable("exec-test", "]]>\0\u001b[31m\"'<&|\ud800") { Name = new string('x', 5000) }, new TestOutcome(TestStatus.Fail, "]]>\0\u001b\n\ud800")))));
        checks.Add("A job without its end does it no harm", "A job can be interrupted at any moment.", trial => UseAsync(trial, subject, async (trial, hook, folder) =>
        {
            var start = new JobStart(Id, folder, Started, 1);
            await trial.EndsAsync(() => hook.PreAsync(start, trial.Token), "pre", End);
            await trial.EndsAsync(() => hook.PostTestsAsync(new JobResults(start, Started, JobEnd.Interrupted, []), trial.Token), "post-tests of a job without tests", End);
            await trial.EndsAsync(() => hook.PostAsync(new JobResults(start, Started, JobEnd.Interrupted, []), trial.Token), "post of a job without tests", End);
        }));
        checks.Add("Cancelling ends it in time", "Cancelled tokens mean that the job is being stopped.", trial => UseAsync(trial, subject, async (trial, hook, folder) =>
        {
            var (start, cancelled) = (new JobStart(Id, folder, Started, 1), new CancellationToken(true));
            var result = Result(folder, new Runnable("exec-test", "/bin/true"), new TestOutcome(TestStatus.Interrupted, "the job was interrupted"));
            const string remedy = "hand the token to every call that waits";
            await trial.EndsCancelledAsync(() => hook.PreAsync(start, cancelled), "pre with a cancelled token", remedy);
            await trial.EndsCancelledAsync(() => hook.TestEndedAsync(result, cancelled).AsTask(), "the end of a test with a cancelled token", remedy);
            await trial.EndsCancelledAsync(() => hook.PostAsync(new JobResults(start, Started, JobEnd.Interrupted, [result]), cancelled), "post with a cancelled token", remedy);
        }));
        checks.AddSilence(trial => UseAsync(trial, subject, RunJobAsync));
        return checks.Checks;
    }

    private static string Id => new('a', 40);

    private static async Task RunJobAsync(Trial trial, IJobHook hook, string folder)
    {
        var start = new JobStart(Id, folder, Started, 2);
        await trial.EndsAsync(() => hook.PreAsync(start, trial.Token), "pre", End);
        await trial.EndsAsync(() => hook.PreTestsAsync(start, trial.Token), "pre-tests", End);
        var passed = Result(folder, new Runnable("exec-test", "/bin/true"), new TestOutcome(TestStatus.Pass) { Resources = new ResourceUse(TimeSpan.FromMilliseconds(1), TimeSpan.Zero, 1024) });
        await TellAsync(trial, hook, passed);
        var results = new JobResults(start, Started.AddSeconds(1), JobEnd.Completed, [passed]);
        await trial.EndsAsync(() => hook.PostTestsAsync(results, trial.Token), "post-tests", End);
        await trial.EndsAsync(() => hook.PostAsync(results, trial.Token), "post", End);
    }

    private static async Task TellAsync(Trial trial, IJobHook hook, TestResult result)
    {
        var start = new TestStart(result.Number, result.Suite, result.Name, result.Test, 1, "local");
        await trial.EndsAsync(() => hook.TestStartedAsync(start, trial.Token).AsTask(), "the start of a test", End);
        await trial.EndsAsync(() => hook.TestProgressedAsync(start, "half of it", trial.Token).AsTask(), "the progress of a test", End);
        await trial.EndsAsync(() => hook.TestEndedAsync(result, trial.Token).AsTask(), "the end of a test", End);
    }

    private static TestResult Result(string folder, Runnable test, TestOutcome outcome)
    {
        Directory.CreateDirectory(Path.Combine(folder, "test-results", "1"));
        return new TestResult(1, "tests", test, outcome) { Name = test.Name ?? test.Uri, Started = Started, Attempts = 1, Machine = "local", Folder = "test-results/1" };
    }

    private static Task UseAsync(Trial trial, JobHookSubject subject, Func<Trial, IJobHook, string, Task> body) => HostPool.UseAsync(trial, () => new FakeHost(TimeProvider.System), async hosts =>
    {
        FakeHost? host = null;
        var hook = await hosts.StartAsync(given => subject.Create(host = given));
        await body(trial, hook, Directory.CreateDirectory(Path.Combine(host!.Folder, "job")).FullName);
    });
}
