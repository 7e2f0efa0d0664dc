using System.Text.Json.Nodes;
using Foray.Deployments.Clusters;
using Foray.Sdk.Ansible;
using Foray.Sdk.Checks;
using Foray.Sdk.Installs;
using Foray.Sdk.Machines;
using Foray.Sdk.Plugins;

namespace Foray.Deployments.HTCondor;

/// <summary>Makes machines members of an HTCondor pool, or pools of their own.</summary>
/// <param name="options">What the machines are, and which.</param>
/// <param name="ansible">Runs the playbooks.</param>
[Plugin("htcondor", Capabilities = [PluginCapabilities.Checks])]
[RequiresTool(IAnsible.Program, Remedy = IAnsible.Remedy)]
public sealed class HTCondorDeployment(HTCondorDeploymentOptions options, IAnsible ansible) : ClusterDeployment(options.Labels, options.ConfigFile, ansible)
{
    private const string Name = "htcondor";

    /// <summary>The central manager first, then machines that run jobs, then those that submit them.</summary>
    public override int Order => (int)options.Kind;

    /// <inheritdoc/>
    protected override void Check(ICheckContext context) => new HTCondorRules(options, context, Name).Check();

    /// <inheritdoc/>
    protected override async Task<Playbook> PlanAsync(IInstallContext context, CancellationToken cancellationToken)
    {
        var pool = new Pool(context.Sections, context.ExperimentFolder);
        return PlaybookFor(
            options.Kind == HTCondorRole.Personal
                ? await pool.PlanPersonalAsync(context.Machines, options.ConfigFile, cancellationToken)
                : [await pool.PlanAsync(context.Id, cancellationToken)],
            context);
    }

    private Playbook PlaybookFor(IReadOnlyList<PoolPlan> pools, IInstallContext context)
    {
        IReadOnlyList<IMachine> managers = [.. pools.Where(pool => pool.HasPassword).Select(pool => pool.Manager.Machine)];
        return new Playbook(PlaybookOf(Name), managers)
        {
            Groups = new Dictionary<string, IReadOnlyList<IMachine>> { ["members"] = context.Machines, ["manager"] = managers },
            Variables = new JsonObject
            {
                ["htcondor_manager"] = managers.Count == 0 ? "" : managers[0].Name,
                // What a machine is besides is the work of the section that says so.
                ["htcondor_daemons"] = new JsonArray([.. PoolMember.DaemonsOf(options.Kind).Select(daemon => JsonValue.Create(daemon))]),
                ["htcondor_manages"] = options.Kind == HTCondorRole.CentralManager,
            },
            MachineVariables = pools.SelectMany(pool => pool.Members.Select(member => (pool, member))).ToDictionary(
                pair => pair.member.Machine.Name,
                pair => new JsonObject { ["htcondor_conf"] = pair.pool.Configuration(pair.member) }),
        };
    }
}
