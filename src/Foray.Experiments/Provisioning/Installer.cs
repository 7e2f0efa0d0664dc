using Foray.Experiments.Events;
using Foray.Experiments.State;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Installs;
using Foray.Sdk.Machines;
using Foray.Sdk.Plugins;

namespace Foray.Experiments.Provisioning;

/// <summary>Brings software and deployments to their machines, in the order of the plan; steps that have nothing to do with each other at the same time.</summary>
/// <param name="session">The work this is part of.</param>
/// <param name="force">True to install again what is installed already.</param>
internal sealed class Installer(ExperimentSession session, bool force)
{
    /// <exception cref="DiagnosticException">Something failed; all machines of that step have been tried, and no step that waits for it or was not begun.</exception>
    public async Task RunAsync(MachinePool pool, CancellationToken cancellationToken)
    {
        session.Mask.ApplyToFiles(InstallRun.Logs(session)); // what a run that was killed had no time to mask
        var steps = InstallPlan.StepsOf(session.File, session.Scope, session.Paths.Folder).ToList();
        await EndUnwantedAsync(steps, pool, cancellationToken);
        var runs = RunsOf(steps, pool);
        var failures = await RunAsync(runs, cancellationToken);
        if (failures.Count > 0)
            throw new DiagnosticException(failures);
    }

    private List<InstallRun> RunsOf(List<InstallStep> steps, MachinePool pool)
    {
        var stale = force ? [.. steps] : InstallPlan.StaleOf(steps, step => MachinesOf(step, pool).TrueForAll(machine => IsInstalled(step, machine, pool)));
        return [.. steps.Select(step =>
        {
            var machines = MachinesOf(step, pool);
            return new InstallRun(session, pool, step)
            {
                Machines = machines,
                Missing = machines.FindAll(machine => stale.Contains(step) || !IsInstalled(step, machine, pool)),
                System = [.. session.File.SectionsOf(step.Plugin.Kind).Select(section => steps.Find(other => other.Section == section.Options)!)
                    .Where(other => other.Plugin == step.Plugin).Select(other => new InstallSection(other.Section, MachinesOf(other, pool)))],
            };
        })];
    }

    /// <returns>What failed, in the order of the steps.</returns>
    private async Task<List<Diagnostic>> RunAsync(List<InstallRun> runs, CancellationToken cancellationToken)
    {
        var computers = runs.ConvertAll(ComputersOf);
        var lanes = new EventLanes(runs.Count);
        var failures = new IReadOnlyList<Diagnostic>[runs.Count];
        var tasks = new Task[runs.Count];
        var mayBegin = true;
        for (var i = 0; i < runs.Count; i++)
        {
            var index = i;
            var before = tasks[..i].Where((_, earlier) => InstallPlan.MustFollow(runs[index].Step, runs[earlier].Step, computers[index].Overlaps(computers[earlier]))).ToList();
            tasks[i] = lanes.RunAsync(i, async () =>
            {
                await Task.WhenAll(before);
                failures[index] = Volatile.Read(ref mayBegin) ? await runs[index].RunAsync(cancellationToken) : [];
                if (failures[index].Count > 0)
                    Volatile.Write(ref mayBegin, false);
            });
        }

        await Task.WhenAll(tasks);
        return [.. failures.SelectMany(step => step)];
    }

    /// <summary>The computers that a step works on; machines that are this computer are one.</summary>
    private HashSet<string> ComputersOf(InstallRun run)
    {
        var here = session.File.SectionsOf("site").Where(site => site.Plugin.Capabilities.Contains(PluginCapabilities.ThisComputer)).Select(site => site.Plugin.Name).ToHashSet(StringComparer.Ordinal);
        return [.. run.Machines.Select(machine => here.Overlaps(machine.Labels) ? "" : machine.Name)];
    }

    private List<IMachine> MachinesOf(InstallStep step, MachinePool pool) => [.. session.File.Select(step.Labels).Select(planned => pool.ByName[planned.Name])];

    private bool IsInstalled(InstallStep step, IMachine machine, MachinePool pool) => session.Store.State.IsInstalled(step.Key, pool.IdOf(machine.Name));

    /// <summary>Ends what a run that was killed had begun to install and the file does not want any more.</summary>
    private async Task EndUnwantedAsync(List<InstallStep> steps, MachinePool pool, CancellationToken cancellationToken)
    {
        foreach (var open in session.Store.State.OpenInstalls.Where(open => !steps.Exists(step => step.Key == open.Key)))
        {
            if (pool.WithId(open.Machine) is not { } machine)
                continue;
            await machine.RemoveAsync(open.Id, cancellationToken);
            session.Store.Add(new InstallEnded(open.Key, "", open.Machine, Succeeded: false));
        }
    }
}
