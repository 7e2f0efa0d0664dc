using System.Text.Json.Nodes;
using Foray.Deployments.Clusters;
using Foray.Sdk.Ansible;
using Foray.Sdk.Checks;
using Foray.Sdk.Installs;
using Foray.Sdk.Machines;
using Foray.Sdk.Plugins;

namespace Foray.Deployments.Slurm;

/// <summary>Makes machines members of a Slurm cluster, with Slurm as their system packages it.</summary>
/// <param name="options">What the machines are, and which.</param>
/// <param name="ansible">Runs the playbooks.</param>
[Plugin("slurm", Capabilities = [PluginCapabilities.Checks])]
[RequiresTool(IAnsible.Program, Remedy = IAnsible.Remedy)]
public sealed class SlurmDeployment(SlurmDeploymentOptions options, IAnsible ansible) : ClusterDeployment(options.Labels, options.ConfigFile, ansible)
{
    private const string Name = "slurm";

    /// <summary>The controller first: nodes report to it.</summary>
    public override int Order => (int)options.Kind;

    /// <inheritdoc/>
    protected override void Check(ICheckContext context) => new SlurmRules(options, context, Name).Check();

    /// <inheritdoc/>
    protected override async Task<Playbook> PlanAsync(IInstallContext context, CancellationToken cancellationToken)
    {
        var plan = await new Cluster(context.Sections, context.ExperimentFolder).PlanAsync(context.Id, cancellationToken);
        return new Playbook(PlaybookOf(Name), [plan.Controller.Machine])
        {
            Groups = new Dictionary<string, IReadOnlyList<IMachine>> { ["members"] = context.Machines, ["controller"] = [plan.Controller.Machine] },
            Variables = new JsonObject { ["slurm_conf"] = plan.Configuration(), ["slurm_controller"] = plan.Controller.Machine.Name },
            MachineVariables = plan.All.ToDictionary(node => node.Machine.Name, node => new JsonObject
            {
                ["slurm_node"] = node.HostName,
                // What a machine is besides is the work of the section that says so.
                ["slurm_controls"] = options.Kind == SlurmRole.Controller && node == plan.Controller,
                ["slurm_computes"] = options.Kind == SlurmRole.Compute,
            }),
        };
    }
}
