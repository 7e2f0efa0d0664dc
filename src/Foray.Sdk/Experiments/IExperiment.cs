using Foray.Sdk.Checks;
using Foray.Sdk.Plugins;

namespace Foray.Sdk.Experiments;

/// <summary>
/// A way to run an experiment. It runs its cases, waits for them, brings back results, keeps its timeout, and ends cleanly whatever happens,
/// so that <c>down</c> can follow.
/// </summary>
[PluginKind("experiment")]
public interface IExperiment
{
    /// <summary>Rules in code; called where the plugin declares <see cref="PluginCapabilities.Checks"/>. Default: none.</summary>
    ValueTask CheckAsync(ICheckContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Programs that machines must have, by machine name. Default: none.</summary>
    IReadOnlyDictionary<string, IReadOnlyList<string>> RequiredTools(IPlanContext context) => new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The cases, in order.</summary>
    IReadOnlyList<CasePlan> Plan(IPlanContext context);

    /// <summary>Runs the rows of <see cref="IExperimentRun.Cases"/>. When cancelled it stops what it started and ends its begun rows as interrupted.</summary>
    Task RunAsync(IExperimentRun run, CancellationToken cancellationToken);
}
