using Foray.Sdk.Jobs;
using Foray.Sdk.Testing.Conformance;
using TestResult = Foray.Sdk.Jobs.TestResult;

namespace Foray.Sdk.Testing.Tests.Conformance;

/// <summary>Each breach of a job hook's contract is found.</summary>
public sealed class JobHookConformanceTests
{
    private sealed class Hook(Func<TestResult?, CancellationToken, Task> work) : IJobHook
    {
        public Task PreAsync(JobStart job, CancellationToken cancellationToken) => work(null, cancellationToken);

        public async ValueTask TestEndedAsync(TestResult test, CancellationToken cancellationToken) => await work(test, cancellationToken);
    }

    private static async Task<IReadOnlyList<string>> BreachesAsync(Func<TestResult?, CancellationToken, Task> work)
    {
        var breaches = new List<string>();
        foreach (var check in JobHookConformance.Checks(new JobHookSubject(_ => new Hook(work)) { Patience = TimeSpan.FromSeconds(0.5) }))
        {
            try
            {
                await check.RunAsync(TestContext.Current.CancellationToken);
            }
            catch (ConformanceException)
            {
                breaches.Add(check.Name);
            }
        }

        return breaches;
    }

    [Fact]
    public async Task A_hook_that_keeps_its_contract_passes() => Assert.Empty(await BreachesAsync((_, _) => Task.CompletedTask));

    [Fact]
    public async Task A_hook_that_stumbles_over_a_test_is_found() =>
        Assert.Contains("It goes through a whole job", await BreachesAsync((test, _) => test is null ? Task.CompletedTask : throw new InvalidOperationException("no tests, please")));

    [Fact]
    public async Task A_hook_that_takes_names_for_paths_is_found() =>
        Assert.Equal(["Hostile names do it no harm"], await BreachesAsync((test, _) => test is null ? Task.CompletedTask : File.WriteAllTextAsync(Path.Combine(Path.GetTempPath(), Path.GetFileName(test.Name)), "", CancellationToken.None)));

    [Fact]
    public async Task A_hook_that_hears_no_cancelling_is_found() =>
        Assert.Contains("Cancelling ends it in time", await BreachesAsync((_, cancellationToken) => cancellationToken.IsCancellationRequested ? Task.Delay(Timeout.Infinite, CancellationToken.None) : Task.CompletedTask));

    [Fact]
    public async Task A_hook_that_writes_to_the_console_is_found() =>
        Assert.Contains("It writes nothing to the console", await BreachesAsync((_, _) => Console.Out.WriteLineAsync("here I am")));
}
