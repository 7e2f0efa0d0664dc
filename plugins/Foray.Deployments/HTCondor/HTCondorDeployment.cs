using System.Text.Json.Nodes;
using Foray.Sdk.Ansible;
using Foray.Sdk.Checks;
using Foray.Sdk.Deployments;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Installs;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;
using Foray.Sdk.Plugins;

namespace Foray.Deployments.HTCondor;

/// <summary>Makes machines members of an HTCondor pool, or pools of their own.</summary>
[Plugin("htcondor", Capabilities = [PluginCapabilities.Checks])]
[RequiresTool(IAnsible.Program, Remedy = IAnsible.Remedy)]
public sealed class HTCondorDeployment : IDeployment
{
    private const string Name = "htcondor";

    private readonly HTCondorDeploymentOptions _options;
    private readonly IAnsible _ansible;

    /// <summary>A part of a pool with these options.</summary>
    public HTCondorDeployment(HTCondorDeploymentOptions options, IAnsible ansible) => (_options, _ansible) = (options, ansible);

    /// <inheritdoc/>
    public LabelSelector Labels => _options.Labels;

    /// <summary>The central manager first, then machines that run jobs, then those that submit them.</summary>
    public int Order => (int)_options.Kind;

    /// <inheritdoc/>
    public IReadOnlyList<InputPath> Files => _options.ConfigFile is { } file ? [file] : [];

    /// <inheritdoc/>
    public ValueTask CheckAsync(ICheckContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        new HTCondorRules(_options, context).Check(Name);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task DeployAsync(IInstallContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            var pools = await PlanAsync(context, cancellationToken);
            await _ansible.InstallAsync(PlaybookFor(pools, context), context, cancellationToken);
        }
        catch (DiagnosticException failure)
        {
            // Nothing was begun: a pool is made of all of its machines.
            foreach (var machine in context.Machines)
                context.Report(machine, new InstallOutcome(Changed: false, failure.Diagnostics[0]));
        }
    }

    private async Task<IReadOnlyList<PoolPlan>> PlanAsync(IInstallContext context, CancellationToken cancellationToken)
    {
        var pool = new Pool(context.Sections, context.ExperimentFolder);
        return _options.Kind == HTCondorRole.Personal
            ? await pool.PlanPersonalAsync(context.Machines, _options.ConfigFile, cancellationToken)
            : [await pool.PlanAsync(context.Id, cancellationToken)];
    }

    private Playbook PlaybookFor(IReadOnlyList<PoolPlan> pools, IInstallContext context)
    {
        IReadOnlyList<IMachine> managers = [.. pools.Where(pool => pool.HasPassword).Select(pool => pool.Manager.Machine)];
        return new Playbook(Path.Combine(Path.GetDirectoryName(typeof(HTCondorDeployment).Assembly.Location)!, "playbooks", Name, "site.yml"), managers)
        {
            Groups = new Dictionary<string, IReadOnlyList<IMachine>> { ["members"] = context.Machines, ["manager"] = managers },
            Variables = new JsonObject
            {
                ["htcondor_manager"] = managers.Count == 0 ? "" : managers[0].Name,
                // What a machine is besides is the work of the section that says so.
                ["htcondor_daemons"] = new JsonArray([.. PoolMember.DaemonsOf(_options.Kind).Select(daemon => JsonValue.Create(daemon))]),
                ["htcondor_manages"] = _options.Kind == HTCondorRole.CentralManager,
            },
            MachineVariables = pools.SelectMany(pool => pool.Members.Select(member => (pool, member))).ToDictionary(
                pair => pair.member.Machine.Name,
                pair => new JsonObject { ["htcondor_conf"] = pair.pool.Configuration(pair.member) }),
        };
    }
}
