using Foray.Experiments.Files;
using Foray.Experiments.Inputs;
using Foray.Experiments.Provisioning;
using Foray.Experiments.Running;
using Foray.Experiments.State;
using Foray.Plugins.Scopes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Sites;

namespace Foray.Experiments.Reading;

/// <summary>Works out what <c>run</c> would do, and does nothing of it.</summary>
/// <param name="services">What the work needs from its host.</param>
public sealed class PlanReader(ExperimentServices services)
{
    /// <summary>Reads the file and the journal.</summary>
    public async Task<ExperimentPlan> ReadAsync(ExperimentPaths paths, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var file = await ExperimentFile.LoadAsync(paths, services);
        if (file.HasErrors)
            return new ExperimentPlan(file.Diagnostics, [], [], []);
        try
        {
            var state = StateStore.Read(paths);
            await using var scope = new PluginScope(services.Catalog, services.Loader);
            var experiments = new RunPlanner(paths, file, state, scope, new InputListing(paths), options.Force).Plan();
            var machines = Machines(file, state, scope);
            var steps = InstallPlan.StepsOf(file, scope, paths.Folder).ToList();
            var stale = InstallPlan.StaleOf(steps, step => file.Select(step.Labels).All(machine => IsInstalled(step.Key, machine.Name)));
            var installs = steps.SelectMany(step => file.Select(step.Labels).Select(machine =>
                new PlanStep(!stale.Contains(step) && IsInstalled(step.Key, machine.Name) ? "keep" : "install", $"{step.Plugin.Kind} {step.Plugin.Name} on {machine.Name}")));
            return new ExperimentPlan(file.Diagnostics, machines, [.. installs], [.. experiments.SelectMany(experiment => experiment.Rows).Select(row =>
                new PlanRow(row.Experiment, row.Case.Name, row.MachineName, row.Reason, row.Reused?.Run))]);

            bool IsInstalled(string key, string machine) =>
                !options.Force && state.MachineNamed(machine) is { } made && state.IsInstalled(key, made.Id);
        }
        catch (DiagnosticException failure)
        {
            return new ExperimentPlan([.. file.Diagnostics, .. failure.Diagnostics], [], [], []);
        }
    }

    private static List<PlanStep> Machines(ExperimentFile file, ExperimentState state, PluginScope scope)
    {
        var sites = file.SectionsOf("site")
            .Select(section => (section.Plugin, Site: scope.Instances<ISite>().Add(section.Plugin, section.Options, section.Options.Place.ToString())));
        var wanted = sites.SelectMany(site => site.Site.Machines.Select(machine => (site.Plugin, machine.Specification))).Zip(file.Machines);
        return [.. wanted.Select(pair =>
        {
            var existing = state.MachineNamed(pair.Second.Name);
            var action = existing is null ? "make"
                : existing.Specification != pair.First.Specification || state.Site(existing.Site).Plugin != pair.First.Plugin.QualifiedName ? "replace"
                : state.IsReady(existing.Id) ? "keep" : "make";
            return new PlanStep(action, $"machine {pair.Second.Name} ({pair.First.Plugin.Name})");
        })];
    }
}
