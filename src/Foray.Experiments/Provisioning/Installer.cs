using Foray.Configuration.Checking;
using Foray.Experiments.Events;
using Foray.Experiments.Files;
using Foray.Experiments.State;
using Foray.Plugins.Loading;
using Foray.Plugins.Scopes;
using Foray.Sdk.Deployments;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Machines;
using Foray.Sdk.Software;

namespace Foray.Experiments.Provisioning;

/// <summary>Brings software and deployments to their machines: software in the order of the file, then deployments, each in ascending order of its sections.</summary>
/// <param name="session">The work this is part of.</param>
/// <param name="force">True to install again what is installed already.</param>
internal sealed class Installer(ExperimentSession session, bool force)
{
    /// <exception cref="DiagnosticException">Something failed; all machines of that step have been tried, later steps have not.</exception>
    public async Task RunAsync(MachinePool pool, CancellationToken cancellationToken)
    {
        session.Mask.ApplyToFiles(Logs); // what a run that was killed had no time to mask
        var steps = StepsOf(session.File, session.Scope).ToList();
        await EndUnwantedAsync(steps, pool, cancellationToken);
        foreach (var step in steps)
            await RunAsync(step, pool, cancellationToken);
    }

    private string Logs => Path.Combine(session.Paths.State, "installs");

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

    /// <summary>The installations of a file, in order.</summary>
    public static IEnumerable<InstallStep> StepsOf(ExperimentFile file, PluginScope scope) => Software(file, scope).Concat(Deployments(file, scope));

    private static IEnumerable<InstallStep> Software(ExperimentFile file, PluginScope scope)
    {
        var instances = scope.Instances<ISoftware>();
        return file.SectionsOf("software").Select(section =>
        {
            var software = instances.Add(section.Plugin, section.Options, section.Options.Place.ToString());
            return new InstallStep(section.Plugin, KeyOf(section, file), software.Labels, software.InstallAsync);
        });
    }

    private static IEnumerable<InstallStep> Deployments(ExperimentFile file, PluginScope scope)
    {
        var instances = scope.Instances<IDeployment>();
        return file.SectionsOf("deployment")
            .Select(section => (Section: section, Deployment: instances.Add(section.Plugin, section.Options, section.Options.Place.ToString())))
            .GroupBy(entry => entry.Section.Plugin)
            .SelectMany(plugin => plugin.OrderBy(entry => entry.Deployment.Order))
            .Select(entry => new InstallStep(entry.Section.Plugin, KeyOf(entry.Section, file), entry.Deployment.Labels, entry.Deployment.DeployAsync));
    }

    private static string KeyOf(CheckedSection section, ExperimentFile file)
    {
        var variables = file.Variables.Where(variable => !variable.Value.IsSecret).Select(variable => $"{variable.Key}={file.ResolvedVariables[variable.Key]}");
        return FileNames.Hash($"{section.Plugin.Kind}\n{section.Plugin.QualifiedName}\n{DocumentJson.Write(section.Options)}\n{string.Join('\n', variables)}", 16);
    }

    private async Task RunAsync(InstallStep step, MachinePool pool, CancellationToken cancellationToken)
    {
        var name = $"{step.Plugin.Kind} {step.Plugin.Name}";
        var machines = session.File.Select(step.Labels).Select(planned => pool.ByName[planned.Name]).ToList();
        var missing = machines.FindAll(machine => force || !session.Store.State.IsInstalled(step.Key, pool.IdOf(machine.Name)));
        foreach (var machine in machines.Except(missing))
            session.Events.Send(new InstallDone(name, machine.Name, "unchanged"));
        if (missing.Count == 0)
            return;
        session.Events.Send(new PhaseBegan($"install {name} on {string.Join(", ", missing.Select(machine => machine.Name))}"));
        var context = new InstallContext($"{step.Plugin.Kind}/{step.Plugin.Name}-{step.Key}", session.Paths.Folder,
            Path.Combine(Logs, $"{step.Plugin.Name}-{step.Key}"), missing, session.File.ResolvedVariables, session.Events.Logger(step.Plugin.Name));
        foreach (var machine in missing)
            session.Store.Add(new InstallBegan(step.Key, context.Id, pool.IdOf(machine.Name)));
        try
        {
            await InstallAsync(step, context, cancellationToken);
        }
        finally
        {
            session.Mask.ApplyToFiles(context.Logs);
        }

        var failures = missing.Select(machine => Record(step, name, machine, pool.IdOf(machine.Name), context)).OfType<Diagnostic>().ToList();
        if (failures.Count > 0)
            throw new DiagnosticException(failures);
    }

    private static async Task InstallAsync(InstallStep step, InstallContext context, CancellationToken cancellationToken)
    {
        try
        {
            await step.Install(context, cancellationToken);
        }
        catch (Exception error) when (error is not (DiagnosticException or OperationCanceledException))
        {
            throw PluginLoader.Fault(step.Plugin, "failed while it installed", error);
        }
    }

    private Diagnostic? Record(InstallStep step, string name, IMachine machine, string machineId, InstallContext context)
    {
        var outcome = context.OutcomeOf(machine)
            ?? throw PluginLoader.Fault(step.Plugin, $"did not report machine '{machine.Name}'", new InvalidOperationException("every machine is reported once"));
        session.Store.Add(new InstallEnded(step.Key, step.Plugin.QualifiedName, machineId, outcome.Failure is null));
        session.Events.Send(new InstallDone(name, machine.Name, outcome.Failure is not null ? "failed" : outcome.Changed ? "installed" : "unchanged"));
        return outcome.Failure;
    }
}
