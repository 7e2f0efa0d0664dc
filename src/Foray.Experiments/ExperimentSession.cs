using Foray.Experiments.Events;
using Foray.Experiments.Files;
using Foray.Experiments.Hooks;
using Foray.Experiments.Inputs;
using Foray.Experiments.Repeating;
using Foray.Experiments.Running;
using Foray.Experiments.Secrets;
using Foray.Experiments.State;
using Foray.Experiments.Tracking;
using Foray.Plugins.Scopes;
using Foray.Sdk.Processes;

namespace Foray.Experiments;

/// <summary>What the steps of one piece of work on an experiment share.</summary>
/// <param name="Paths">Where things lie.</param>
/// <param name="File">The file, free of errors.</param>
/// <param name="Store">The journal.</param>
/// <param name="Scope">Owns the plugins that are made.</param>
/// <param name="Mask">Replaces the file's secret values.</param>
/// <param name="Events">Where events go.</param>
/// <param name="Processes">Processes on this computer.</param>
/// <param name="Clock">The time.</param>
internal sealed record ExperimentSession(
    ExperimentPaths Paths,
    ExperimentFile File,
    StateStore Store,
    PluginScope Scope,
    SecretMask Mask,
    EventStream Events,
    IProcesses Processes,
    TimeProvider Clock)
{
    /// <summary>The run that is repeated; null where none is.</summary>
    public EarlierRun? Repeats { get; init; }

    /// <summary>Opens what keeps the numbers of a run; null where the host keeps none.</summary>
    public Func<TrackingRequest, CancellationToken, Task<IRunTracking>>? OpenTracking { get; init; }

    /// <summary>Which files go to machines.</summary>
    public InputListing Inputs { get; } = new(Paths);

    /// <summary>The experiments of the file with all their rows.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">A plugin refuses its section.</exception>
    public IReadOnlyList<PlannedExperiment> Plan(bool force) => new RunPlanner(Paths, File, Store.State, Scope, Inputs, force).Plan();

    /// <summary>Gives hooks their turns.</summary>
    public HookRunner Hooks => _hooks ??= new HookRunner(this);

    private HookRunner? _hooks;
}
