using Foray.Experiments.Provisioning;
using Foray.Plugins.Manifests;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Processes;

namespace Foray.Experiments.Running;

/// <summary>Looks for the programs that plugins and scripts need, before anything is done with them.</summary>
internal static class ToolCheck
{
    /// <summary>Programs that the plugins run on this computer.</summary>
    /// <exception cref="DiagnosticException">Some are missing.</exception>
    public static void Here(IEnumerable<PluginDescription> plugins, IProcesses processes)
    {
        var missing = plugins.Distinct()
            .SelectMany(plugin => plugin.Tools.Select(tool => (Plugin: plugin, Tool: tool)))
            .Where(need => processes.Find(need.Tool.Program) is null)
            .Select(need => Diagnostic.Error(ExperimentCodes.MissingTool,
                $"the {need.Plugin.Kind} '{need.Plugin.Name}' needs the program '{need.Tool.Program}', which is not on this computer",
                need.Tool.Remedy ?? $"install '{need.Tool.Program}'"))
            .ToList();
        if (missing.Count > 0)
            throw new DiagnosticException(missing);
    }

    /// <summary>Programs that the experiments' scripts need on their machines.</summary>
    /// <exception cref="DiagnosticException">Some are missing.</exception>
    public static async Task OnMachinesAsync(
        IEnumerable<PlannedExperiment> experiments, PlanContext context, MachinePool pool, CancellationToken cancellationToken)
    {
        var needs = experiments.SelectMany(experiment => experiment.Experiment.RequiredTools(context))
            .GroupBy(need => need.Key, need => need.Value, StringComparer.Ordinal)
            .Select(group => (Machine: pool.ByName[group.Key], Programs: group.SelectMany(programs => programs).Distinct(StringComparer.Ordinal).ToList()));
        var missing = await Task.WhenAll(needs.Select(async need => (need.Machine.Name, Programs: await need.Machine.FindMissingToolsAsync(need.Programs, cancellationToken))));
        var diagnostics = missing.SelectMany(machine => machine.Programs.Select(program => Diagnostic.Error(ExperimentCodes.MissingMachineTool,
            $"machine '{machine.Name}' lacks the program '{program}'", "install it there, or name another one"))).ToList();
        if (diagnostics.Count > 0)
            throw new DiagnosticException(diagnostics);
    }
}
