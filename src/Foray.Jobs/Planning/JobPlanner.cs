using Foray.Configuration.Hosting;
using Foray.Jobs.Resolving;
using Foray.Jobs.Running;
using Foray.Plugins.Catalog;
using Foray.Plugins.Scopes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Jobs;

namespace Foray.Jobs.Planning;

/// <summary>Makes a plan of a job: looks at its settings, resolves its references, and looks for the plugins that its tests need.</summary>
internal sealed class JobPlanner(Job job, PluginScope scope, ProblemList problems)
{
    /// <summary>Kind of the plugins that run tests.</summary>
    public const string RunnerKind = "runner";

    private const string DefaultSpawner = "local";

    public async Task<TestPlan> PlanAsync(CancellationToken cancellationToken)
    {
        CheckSettings();
        CheckSuites();
        await using var resolving = scope.OpenScope();
        var resolvers = new ResolverChain(resolving, problems);
        var plan = new TestPlan();
        foreach (var suite in job.Suites)
            await AddAsync(plan, suite, resolvers, cancellationToken);
        if (plan.Tests.Count == 0 && !problems.HasRefusals)
            problems.Add(Diagnostic.Error(JobCodes.NothingToRun, "there is nothing to run", "give references that lead to tests; 'foray job list' shows what they become"));
        foreach (var kind in plan.Tests.Select(test => test.Listed.Test.Kind).Distinct())
            Check(RunnerKind, kind);
        return plan;
    }

    /// <summary>Looks for the spawners of a plan, which only running it takes, and at their options.</summary>
    public void CheckSpawners(TestPlan plan)
    {
        foreach (var suites in plan.Tests.Select(test => test.Suite).Distinct().GroupBy(suite => SpawnerOf(suite, scope)))
        {
            if (scope.Catalog.Find("spawner", suites.Key, out var problem) is not { } spawner)
            {
                problems.Add(problem!);
                continue;
            }

            var none = new MappingNode(new Place($"options of spawner '{suites.Key}'", 0, 0), []);
            foreach (var wrong in suites.Select(suite => suite.Settings.SpawnerOptions ?? none).Distinct().SelectMany(options => new OptionsChecker().Check(options, spawner.ReadSchema())))
                problems.Add(wrong);
        }
    }

    /// <summary>Name of the spawner of a suite.</summary>
    public static string SpawnerOf(PlannedSuite suite, PluginScope scope) =>
        suite.Settings.Spawner ?? scope.Catalog.Settings.Drivers.GetValueOrDefault("spawner") ?? DefaultSpawner;

    private async Task AddAsync(TestPlan plan, Suite suite, ResolverChain resolvers, CancellationToken cancellationToken)
    {
        var planned = new PlannedSuite(suite.Name, suite.Settings.Over(job.Defaults));
        foreach (var reference in suite.References)
        {
            if (await ResolveAsync(resolvers, reference, cancellationToken) is not { } found)
                continue;
            foreach (var test in found.Tests)
                plan.Add(planned, WithRunner(test, scope.Catalog), found.Resolver, reference);
        }

        foreach (var test in suite.Tests)
            plan.Add(planned, WithRunner(test, scope.Catalog), null, null);
        foreach (var test in suite.Replayed)
            plan.AddAgain(planned, test with { Test = WithRunner(test.Test, scope.Catalog) });
    }

    private async Task<Resolution?> ResolveAsync(ResolverChain resolvers, string reference, CancellationToken cancellationToken)
    {
        try
        {
            if (await resolvers.FindAsync(reference, job.WorkingFolder, cancellationToken) is { } found)
                return found;
            var missing = Diagnostic.Error(JobCodes.Unresolved, $"'{reference}' leads to no test",
                "give a path of an executable, a test project, a recipe or a folder of them, or a pattern; --ignore-missing-references passes over it");
            problems.Add(job.IgnoreMissingReferences ? missing with { Severity = Severity.Warning, Remedy = null } : missing);
        }
        catch (DiagnosticException failure)
        {
            problems.Add(failure);
        }

        return null;
    }

    /// <summary>A test with the runner of the settings where it names none.</summary>
    public static Runnable WithRunner(Runnable test, PluginCatalog catalog) =>
        test.Kind.Length == 0 && catalog.Settings.Drivers.GetValueOrDefault(RunnerKind) is { } kind ? test with { Kind = kind } : test;

    private void CheckSettings()
    {
        if (job.Parallel < 1)
            Refuse($"{job.Parallel} tests at once cannot be", "give 1 or more");
        if (job.Timeout <= TimeSpan.Zero)
            Refuse("the job has no time", "give a timeout of more than zero, or none");
        if (job.Grace < TimeSpan.Zero)
            Refuse("a grace period is not below zero", "give 0 or more");
        foreach (var suite in job.Suites)
        {
            var settings = suite.Settings.Over(job.Defaults);
            if (settings.Timeout <= TimeSpan.Zero)
                Refuse($"tests of suite '{suite.Name}' have no time", "give a timeout of more than zero, or none");
            if (settings.Retries < 0)
                Refuse($"tests of suite '{suite.Name}' cannot be retried {settings.Retries} times", "give 0 or more");
            if (settings.Variants?.FirstOrDefault(variant => variant.Value.Count == 0) is { Key: not null } empty)
                Refuse($"parameter '{empty.Key}' of suite '{suite.Name}' has no values", "give at least one, or leave the parameter out");
        }

        void Refuse(string message, string remedy) => problems.Add(Diagnostic.Error(JobCodes.BadSetting, message, remedy));
    }

    private void CheckSuites()
    {
        if (job.Suites.All(suite => suite.References.Count + suite.Tests.Count + suite.Replayed.Count == 0))
            problems.Add(Diagnostic.Error(JobCodes.NoReference, "no reference to a test is given", "name what is to be run: executables, test projects, recipes, folders, patterns"));
        foreach (var name in job.Suites.GroupBy(suite => suite.Name).Where(group => group.Count() > 1).Select(group => group.Key))
            problems.Add(Diagnostic.Error(JobCodes.DuplicateSuite, $"there are several suites '{name}'", "give each a name of its own"));
    }

    private void Check(string kind, string name)
    {
        if (scope.Catalog.Find(kind, name, out var problem) is null)
            problems.Add(problem!);
    }
}
