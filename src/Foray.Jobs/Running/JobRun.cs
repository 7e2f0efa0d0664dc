using System.Security.Cryptography;
using Foray.Jobs.Folders;
using Foray.Jobs.Hooks;
using Foray.Jobs.Outputs;
using Foray.Jobs.Planning;
using Foray.Jobs.Records;
using Foray.Jobs.Scheduling;
using Foray.Plugins.Scopes;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;

namespace Foray.Jobs.Running;

/// <summary>A job from its plan to its results: pre, pre-tests, tests, post-tests, render, post.</summary>
internal sealed class JobRun(Job job, JobServices services)
{
    private const int IdBytes = 20;

    private readonly ProblemList _problems = new(services.Observer);

    public async Task<JobListing> ListAsync(CancellationToken cancellationToken)
    {
        TellWhatWasWrongBefore();
        await using var scope = new PluginScope(services.Catalog, services.Loader, services.Clock);
        var plan = await new JobPlanner(job, scope, _problems).PlanAsync(cancellationToken);
        return new JobListing([.. plan.Tests.Select(test => test.Listed)], _problems.Found);
    }

    public async Task<JobReport> RunAsync(CancellationToken cancellationToken)
    {
        TellWhatWasWrongBefore();
        var scope = new PluginScope(services.Catalog, services.Loader, services.Clock);
        JobResults? results = null;
        try
        {
            results = await RunAsync(scope, cancellationToken);
        }
        catch (DiagnosticException failure)
        {
            _problems.Add(failure);
        }
        finally
        {
            await DisposeAsync(scope);
        }

        return new JobReport(results, _problems.Found);
    }

    private async Task<JobResults?> RunAsync(PluginScope scope, CancellationToken cancellationToken)
    {
        var planner = new JobPlanner(job, scope, _problems);
        var plan = await planner.PlanAsync(cancellationToken);
        planner.CheckSpawners(plan);
        await using var outputs = ResultOutputs.Open(job, scope, services, _problems);
        if (plan.Tests.Count == 0 || _problems.HasRefusals)
            return null;
        var hooks = JobHooks.Open(scope, _problems);
        var turns = Turns.Of(plan.Tests, job.Order, ResultsFolder);
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var folder = JobFolder.Create(ResultsFolder, id, services.Clock.GetUtcNow());
        var start = new JobStart(id, folder.Path, services.Clock.GetUtcNow(), plan.Tests.Count);
        try
        {
            return await RunAsync(scope, plan, turns, folder, start, outputs, hooks, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw JobFolder.Failure(folder.Path, failure);
        }
    }

    // A package that cannot be used must not be missed in silence.
    private void TellWhatWasWrongBefore()
    {
        foreach (var problem in services.Diagnostics.Concat(services.Catalog.Diagnostics).Concat(SettingsCheck.Check(services.Catalog)))
            _problems.Add(problem);
    }

    private string ResultsFolder => Path.GetFullPath(job.ResultsFolder, job.WorkingFolder);

    private async Task<JobResults> RunAsync(
        PluginScope scope, TestPlan plan, IReadOnlyList<PlannedTest> turns, JobFolder folder, JobStart start, ResultOutputs outputs, JobHooks hooks, CancellationToken cancellationToken)
    {
        await hooks.PreAsync(start, cancellationToken); // before the record: a job that a hook refuses is none that has died
        using var journal = new JobJournal(folder, RecordOf(start, plan));
        folder.BecomeLatest();
        SystemFacts.Keep(folder.SystemFacts("pre"));
        await using var events = new JobEvents(folder, journal, outputs, hooks, services.Observer);
        using var stop = new StopReason(job.Timeout, services.Clock, cancellationToken);
        outputs.Begin(start);
        services.Observer.Started(start);
        events.Log($"job {start.Id}: {start.Total} tests, {job.Parallel} at once");
        await hooks.PreTestsAsync(start, stop.Token);
        await new Scheduler(job, scope, folder, start.Id, events, stop, _problems, services.Clock).RunAsync(plan.Tests, turns);
        var results = new JobResults(start, services.Clock.GetUtcNow(), stop.End, events.Results);
        SystemFacts.Keep(folder.SystemFacts("post"));
        journal.End(results);
        await hooks.PostTestsAsync(results, cancellationToken);
        await outputs.EndAsync(results);
        await hooks.PostAsync(results, cancellationToken);
        events.Log($"job {start.Id}: {results.End}");
        return results;
    }

    private JobRecord RecordOf(JobStart start, TestPlan plan) => new(
        start.Id,
        start.Started,
        job.WorkingFolder,
        RecordedOptions.Of(job),
        [.. plan.Tests.Select(test => test.Suite).Distinct().Select(suite => new Suite(suite.Name) { Settings = suite.Settings })],
        [.. plan.Tests.Select(test => test.Listed)]);

    private async Task DisposeAsync(PluginScope scope)
    {
        try
        {
            await scope.DisposeAsync();
        }
        catch (DiagnosticException failure)
        {
            _problems.Add(failure);
        }
    }
}
