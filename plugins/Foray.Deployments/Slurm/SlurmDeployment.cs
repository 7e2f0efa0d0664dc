using System.Text.Json.Nodes;
using Foray.Sdk.Ansible;
using Foray.Sdk.Checks;
using Foray.Sdk.Deployments;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Installs;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;
using Foray.Sdk.Plugins;

namespace Foray.Deployments.Slurm;

/// <summary>Makes machines members of a Slurm cluster, with Slurm as their system packages it.</summary>
[Plugin("slurm", Capabilities = [PluginCapabilities.Checks])]
[RequiresTool(IAnsible.Program, Remedy = IAnsible.Remedy)]
public sealed class SlurmDeployment : IDeployment
{
    private const string Name = "slurm";

    private readonly SlurmDeploymentOptions _options;
    private readonly IAnsible _ansible;

    /// <summary>A part of a cluster with these options.</summary>
    public SlurmDeployment(SlurmDeploymentOptions options, IAnsible ansible) => (_options, _ansible) = (options, ansible);

    /// <inheritdoc/>
    public LabelSelector Labels => _options.Labels;

    /// <summary>The controller first: nodes report to it.</summary>
    public int Order => (int)_options.Kind;

    /// <inheritdoc/>
    public IReadOnlyList<InputPath> Files => _options.ConfigFile is { } file ? [file] : [];

    /// <inheritdoc/>
    public ValueTask CheckAsync(ICheckContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        new SlurmRules(_options, context).Check(Name);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task DeployAsync(IInstallContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            await DeployTogetherAsync(context, cancellationToken);
        }
        catch (DiagnosticException failure)
        {
            // Nothing was begun: a cluster is made of all of its machines.
            foreach (var machine in context.Machines)
                context.Report(machine, new InstallOutcome(Changed: false, failure.Diagnostics[0]));
        }
    }

    private async Task DeployTogetherAsync(IInstallContext context, CancellationToken cancellationToken)
    {
        var cluster = new Cluster(context.Sections, context.ExperimentFolder);
        var plan = await cluster.PlanAsync(context.Id, cancellationToken);
        var playbook = new Playbook(Path.Combine(Path.GetDirectoryName(typeof(SlurmDeployment).Assembly.Location)!, "playbooks", Name, "site.yml"), [plan.Controller.Machine])
        {
            Groups = new Dictionary<string, IReadOnlyList<IMachine>> { ["members"] = context.Machines, ["controller"] = [plan.Controller.Machine] },
            Variables = new JsonObject { ["slurm_conf"] = plan.Configuration(), ["slurm_controller"] = plan.Controller.Machine.Name },
            MachineVariables = plan.All.ToDictionary(node => node.Machine.Name, node => new JsonObject
            {
                ["slurm_node"] = node.HostName,
                // What a machine is besides is the work of the section that says so.
                ["slurm_controls"] = _options.Kind == SlurmRole.Controller && node == plan.Controller,
                ["slurm_computes"] = _options.Kind == SlurmRole.Compute,
            }),
        };
        await _ansible.InstallAsync(playbook, context, cancellationToken);
    }
}
