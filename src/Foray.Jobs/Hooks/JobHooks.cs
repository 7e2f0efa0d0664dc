using Foray.Jobs.Running;
using Foray.Plugins.Catalog;
using Foray.Plugins.Loading;
using Foray.Plugins.Manifests;
using Foray.Plugins.Scopes;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;

namespace Foray.Jobs.Hooks;

/// <summary>The hooks of a job: those that the settings name as active, else all that are installed. One that fails is told, and keeps nothing from the others.</summary>
internal sealed class JobHooks
{
    private const string Kind = "job_hook";

    private readonly ProblemList _problems;
    private readonly IReadOnlyList<(PluginDescription Plugin, IJobHook Hook)> _active;

    private JobHooks(ProblemList problems, IReadOnlyList<(PluginDescription, IJobHook)> active) => (_problems, _active) = (problems, active);

    public static JobHooks Open(PluginScope scope, ProblemList problems)
    {
        var active = new List<(PluginDescription, IJobHook)>();
        var instances = scope.Instances<IJobHook>();
        foreach (var plugin in Chosen(scope.Catalog, problems).Distinct().Order(new PluginOrder(scope.Catalog.Settings)))
        {
            try
            {
                active.Add((plugin, instances.Add(plugin, null, "hook")));
            }
            catch (DiagnosticException failure)
            {
                problems.Add(failure);
            }
        }

        return new JobHooks(problems, active);
    }

    /// <summary>Before anything else.</summary>
    /// <exception cref="DiagnosticException">A hook does not let the job run.</exception>
    public async Task PreAsync(JobStart job, CancellationToken cancellationToken)
    {
        foreach (var (plugin, hook) in _active)
        {
            try
            {
                await hook.PreAsync(job, cancellationToken);
            }
            catch (Exception error) when (error is not (DiagnosticException or OperationCanceledException))
            {
                _problems.Add(Fault(plugin, error));
            }
        }
    }

    public ValueTask PreTestsAsync(JobStart job, CancellationToken cancellationToken) => EachAsync(hook => new ValueTask(hook.PreTestsAsync(job, cancellationToken)));

    public ValueTask TestStartedAsync(TestStart test, CancellationToken cancellationToken) => EachAsync(hook => hook.TestStartedAsync(test, cancellationToken));

    public ValueTask TestProgressedAsync(TestStart test, string message, CancellationToken cancellationToken) =>
        EachAsync(hook => hook.TestProgressedAsync(test, message, cancellationToken));

    public ValueTask TestEndedAsync(TestResult test, CancellationToken cancellationToken) => EachAsync(hook => hook.TestEndedAsync(test, cancellationToken));

    public ValueTask PostTestsAsync(JobResults results, CancellationToken cancellationToken) => EachAsync(hook => new ValueTask(hook.PostTestsAsync(results, cancellationToken)));

    public ValueTask PostAsync(JobResults results, CancellationToken cancellationToken) => EachAsync(hook => new ValueTask(hook.PostAsync(results, cancellationToken)));

    private static IEnumerable<PluginDescription> Chosen(PluginCatalog catalog, ProblemList problems)
    {
        if (!catalog.Settings.Active.TryGetValue(Kind, out var names))
            return catalog.OfKind(Kind).Where(plugin => catalog.AvailabilityOf(plugin, out _) == PluginAvailability.Available);
        var chosen = new List<PluginDescription>();
        foreach (var name in names)
        {
            if (catalog.Find(Kind, name, out var problem) is { } plugin)
                chosen.Add(plugin);
            else
                problems.Add(problem!);
        }

        return chosen;
    }

    private async ValueTask EachAsync(Func<IJobHook, ValueTask> call)
    {
        foreach (var (plugin, hook) in _active)
        {
            try
            {
                await call(hook);
            }
            catch (DiagnosticException failure)
            {
                _problems.Add(failure);
            }
            catch (OperationCanceledException)
            {
                // the job is being stopped, and the hook heeds it
            }
            catch (Exception error)
            {
                _problems.Add(Fault(plugin, error));
            }
        }
    }

    private static DiagnosticException Fault(PluginDescription plugin, Exception error) => PluginLoader.Fault(plugin, "failed while it was told of the job", error);
}
