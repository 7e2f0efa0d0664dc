using System.Security.Cryptography;
using Foray.Configuration.Checking;
using Foray.Experiments.Events;
using Foray.Experiments.Files;
using Foray.Experiments.State;
using Foray.Plugins.Loading;
using Foray.Plugins.Scopes;
using Foray.Sdk.Deployments;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Installs;
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
        var steps = StepsOf(session.File, session.Scope, session.Paths.Folder).ToList();
        await EndUnwantedAsync(steps, pool, cancellationToken);
        var stale = force ? [.. steps] : StaleOf(steps, step => MachinesOf(step, pool).TrueForAll(machine => IsInstalled(step, machine, pool)));
        foreach (var step in steps)
            await RunAsync(step, steps, stale, pool, cancellationToken);
    }

    /// <summary>Steps that are done again on all of their machines: a deployment is one system, and its parts know each other.</summary>
    /// <param name="steps">All steps.</param>
    /// <param name="isDone">True for a step that all of its machines have.</param>
    public static HashSet<InstallStep> StaleOf(IReadOnlyList<InstallStep> steps, Func<InstallStep, bool> isDone) =>
        [.. steps.Where(step => step.Plugin.Kind == DeploymentKind).GroupBy(step => step.Plugin).Where(plugin => !plugin.All(isDone)).SelectMany(plugin => plugin)];

    private List<IMachine> MachinesOf(InstallStep step, MachinePool pool) => [.. session.File.Select(step.Labels).Select(planned => pool.ByName[planned.Name])];

    private bool IsInstalled(InstallStep step, IMachine machine, MachinePool pool) => session.Store.State.IsInstalled(step.Key, pool.IdOf(machine.Name));

    private const string DeploymentKind = "deployment";

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
    /// <param name="file">The file.</param>
    /// <param name="scope">Owns the plugins that are made.</param>
    /// <param name="folder">Folder of the file.</param>
    public static IEnumerable<InstallStep> StepsOf(ExperimentFile file, PluginScope scope, string folder) => Software(file, scope).Concat(Deployments(file, scope, folder));

    private static IEnumerable<InstallStep> Software(ExperimentFile file, PluginScope scope)
    {
        var instances = scope.Instances<ISoftware>();
        return file.SectionsOf("software").Select(section =>
        {
            var software = instances.Add(section.Plugin, section.Options, section.Options.Place.ToString());
            return new InstallStep(section.Plugin, KeyOf(section, file, []), section.Options, software.Labels, software.InstallAsync);
        });
    }

    private static IEnumerable<InstallStep> Deployments(ExperimentFile file, PluginScope scope, string folder)
    {
        var instances = scope.Instances<IDeployment>();
        return file.SectionsOf("deployment")
            .Select(section => (Section: section, Deployment: instances.Add(section.Plugin, section.Options, section.Options.Place.ToString())))
            .GroupBy(entry => entry.Section.Plugin)
            .SelectMany(plugin => plugin.OrderBy(entry => entry.Deployment.Order).Select(entry => new InstallStep(
                entry.Section.Plugin, KeyOf(entry.Section, file, plugin.SelectMany(other => ContentOf(other.Section, other.Deployment, folder))), entry.Section.Options, entry.Deployment.Labels, entry.Deployment.DeployAsync)));
    }

    /// <summary>What all sections of a deployment depend on.</summary>
    private static IEnumerable<string> ContentOf(CheckedSection section, IDeployment deployment, string folder) =>
        deployment.Files.Select(file => Path.GetFullPath(file.Path, folder)).Where(File.Exists)
            .Select(path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))).Prepend(DocumentJson.Write(section.Options));

    private static string KeyOf(CheckedSection section, ExperimentFile file, IEnumerable<string> system)
    {
        var variables = file.Variables.Where(variable => !variable.Value.IsSecret).Select(variable => $"{variable.Key}={file.ResolvedVariables[variable.Key]}");
        return FileNames.Hash($"{section.Plugin.Kind}\n{section.Plugin.QualifiedName}\n{DocumentJson.Write(section.Options)}\n{string.Concat(system.Select(part => part + "\n"))}{string.Join('\n', variables)}", 16);
    }

    private async Task RunAsync(InstallStep step, List<InstallStep> steps, HashSet<InstallStep> stale, MachinePool pool, CancellationToken cancellationToken)
    {
        var name = $"{step.Plugin.Kind} {step.Plugin.Name}";
        var machines = MachinesOf(step, pool);
        var missing = machines.FindAll(machine => stale.Contains(step) || !IsInstalled(step, machine, pool));
        foreach (var machine in machines.Except(missing))
            session.Events.Send(new InstallDone(name, machine.Name, "unchanged"));
        if (missing.Count == 0)
            return;
        session.Events.Send(new PhaseBegan($"install {name} on {string.Join(", ", missing.Select(machine => machine.Name))}"));
        var context = new InstallContext($"{step.Plugin.Kind}/{step.Plugin.Name}-{step.Key}", session.Paths.Folder,
            Path.Combine(Logs, $"{step.Plugin.Name}-{step.Key}"), missing, SystemOf(step, steps, pool), session.File.ResolvedVariables, session.Events.Logger(step.Plugin.Name));
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

    private List<InstallSection> SystemOf(InstallStep step, List<InstallStep> steps, MachinePool pool) =>
        [.. session.File.SectionsOf(step.Plugin.Kind).Select(section => steps.Find(other => other.Section == section.Options)!)
            .Where(other => other.Plugin == step.Plugin).Select(other => new InstallSection(other.Section, MachinesOf(other, pool)))];

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
