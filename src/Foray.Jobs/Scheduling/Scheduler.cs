using Foray.Jobs.Folders;
using Foray.Jobs.Planning;
using Foray.Jobs.Running;
using Foray.Plugins.Scopes;
using Foray.Sdk.Jobs;

namespace Foray.Jobs.Scheduling;

/// <summary>Gives tests their turns: at most so many at once, none after the job is to stop. Every test has a result in the end.</summary>
internal sealed class Scheduler(Job job, PluginScope scope, JobFolder folder, string jobId, JobEvents events, StopReason stop, ProblemList problems, TimeProvider clock)
{
    private readonly Dictionary<PlannedSuite, SuiteSite> _sites = [];

    public async Task RunAsync(IReadOnlyList<PlannedTest> tests, IReadOnlyList<PlannedTest> inTurn)
    {
        foreach (var suite in tests.Select(test => test.Suite).Distinct())
            _sites[suite] = new SuiteSite(scope.OpenScope(), suite);
        try
        {
            var queue = new TestQueue(inTurn);
            await Task.WhenAll(Enumerable.Range(0, Math.Min(job.Parallel, tests.Count)).Select(_ => Task.Run(() => WorkAsync(queue))));
            var ended = events.Results.Select(result => result.Number).ToHashSet();
            foreach (var test in tests.Where(test => !ended.Contains(test.Number)))
                await events.EndedAsync(test.PassOver(TestStatus.Skip, stop.Text, clock.GetUtcNow()), null, stop.Token);
        }
        finally
        {
            foreach (var site in _sites.Values)
                site.Dispose();
        }
    }

    private async Task WorkAsync(TestQueue queue)
    {
        var slots = new Dictionary<PlannedSuite, RunnerSlot>();
        try
        {
            while (!stop.IsStopping && queue.Take() is { } test)
            {
                if (!slots.TryGetValue(test.Suite, out var slot))
                    slots[test.Suite] = slot = new RunnerSlot(_sites[test.Suite].Scope.OpenScope(), job.Grace, problems, clock);
                var turn = new TestTurn(job, test, _sites[test.Suite], slot, folder, jobId, events, stop, problems, clock);
                if (!await turn.RunAsync() && job.FailFast)
                    stop.FailFast();
            }
        }
        finally
        {
            foreach (var slot in slots.Values)
                await slot.DisposeAsync();
        }
    }
}
