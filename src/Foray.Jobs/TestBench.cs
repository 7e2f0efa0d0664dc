using Foray.Jobs.Planning;
using Foray.Jobs.Resolving;
using Foray.Jobs.Running;
using Foray.Jobs.Scheduling;
using Foray.Plugins.Scopes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;

namespace Foray.Jobs;

/// <summary>What jobs are made of, for plugins that run tests in their own way.</summary>
/// <param name="services">What it needs from the program; its observer is told of resolvers that fail where another one knows the reference.</param>
public sealed class TestBench(JobServices services) : ITestBench
{
    /// <inheritdoc/>
    // On another thread, so that a caller with a thread of its own for everything is not waited for.
    public IReadOnlyList<Runnable> Resolve(string reference, string folder) => Task.Run(() => ResolveAsync(reference, folder)).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public ITestSlot OpenSlot() => new TestSlot(new PluginScope(services.Catalog, services.Loader, services.Clock), services.Clock);

    private async Task<IReadOnlyList<Runnable>> ResolveAsync(string reference, string folder)
    {
        await using var scope = new PluginScope(services.Catalog, services.Loader, services.Clock);
        var problems = new ProblemList(null);
        var found = await new ResolverChain(scope, problems).FindAsync(reference, folder, CancellationToken.None);
        if (found is null)
            return problems.HasErrors ? throw new DiagnosticException(problems.Found) : [];
        foreach (var problem in problems.Found)
            services.Observer.Report(problem);
        var tests = found.Tests.Select(test => JobPlanner.WithRunner(test, services.Catalog)).ToList();
        foreach (var kind in tests.Select(test => test.Kind).Distinct())
            if (services.Catalog.Find(JobPlanner.RunnerKind, kind, out var problem) is null)
                throw new DiagnosticException(problem!);
        return tests;
    }
}
