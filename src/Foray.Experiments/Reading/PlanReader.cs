using System.Text.Json;
using Foray.Experiments.Files;
using Foray.Experiments.Hooks;
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
            return new ExperimentPlan(file.Diagnostics, [], [], [], []);
        try
        {
            var state = StateStore.Read(paths);
            await using var scope = new PluginScope(services.Catalog, services.Loader);
            var experiments = new RunPlanner(paths, file, state, scope, new InputListing(paths), options.Force).Plan();
            var machines = Machines(file, state, scope);
            var steps = InstallPlan.StepsOf(file, scope, paths.Folder).ToList();
            var stale = InstallPlan.StaleOf(steps, step => file.Select(step.Labels).All(machine => IsInstalled(step.Key, machine.Name)));
            var installs = steps.SelectMany(step => file.Select(step.Labels).Select(machine =>
            {
                var keeps = !stale.Contains(step) && IsInstalled(step.Key, machine.Name);
                return new PlanStep(keeps ? "keep" : "install", $"{step.Name} on {machine.Name}", keeps ? null : Why(step, machine.Name));
            }));
            var hooks = HookPlan.Of(file, scope).Select(hook => new PlanStep("run", Describe(hook, file), null));
            return new ExperimentPlan(file.Diagnostics, machines, [.. installs], [.. hooks], [.. experiments.SelectMany(experiment => experiment.Rows).Select(row =>
                new PlanRow(row.Experiment, row.Case.Name, row.MachineName, row.Reason, row.Reused?.Run))]);

            string Why(InstallStep step, string machine) =>
                options.Force ? "--force"
                : state.MachineNamed(machine) is not { } made || !state.HasInstalled(step.Plugin.QualifiedName, made.Id) ? "not there yet"
                : state.IsInstalled(step.Key, made.Id) ? "another part of it is new"
                : "its section, a variable or a file has changed";

            bool IsInstalled(string key, string machine) =>
                !options.Force && state.MachineNamed(machine) is { } made && state.IsInstalled(key, made.Id);
        }
        catch (DiagnosticException failure)
        {
            return new ExperimentPlan([.. file.Diagnostics, .. failure.Diagnostics], [], [], [], []);
        }
    }

    private static string Describe(PlannedHook hook, ExperimentFile file)
    {
        var where = hook.Hook.Labels is { } labels ? string.Join(", ", file.Select(labels).Select(machine => machine.Name)) : "this computer";
        return $"hook {hook.Name} {JsonNamingPolicy.SnakeCaseLower.ConvertName(hook.Hook.At.ToString())} on {where}";
    }

    private static List<PlanStep> Machines(ExperimentFile file, ExperimentState state, PluginScope scope)
    {
        var sites = file.SectionsOf("site")
            .Select(section => (section.Plugin, Site: scope.Instances<ISite>().Add(section.Plugin, section.Options, section.Options.Place.ToString())));
        var wanted = sites.SelectMany(site => site.Site.Machines.Select(machine => (site.Plugin, machine.Specification))).Zip(file.Machines);
        return [.. wanted.Select(pair =>
        {
            var (action, why) = state.MachineNamed(pair.Second.Name) switch
            {
                null => ("make", "not there yet"),
                var other when other.Specification != pair.First.Specification || state.Site(other.Site).Plugin != pair.First.Plugin.QualifiedName => ("replace", "its description has changed"),
                var same when state.IsReady(same.Id) => ("keep", null),
                _ => ("make", "begun, and not finished"),
            };
            return new PlanStep(action, $"machine {pair.Second.Name} ({pair.First.Plugin.Name})", why);
        })];
    }
}
