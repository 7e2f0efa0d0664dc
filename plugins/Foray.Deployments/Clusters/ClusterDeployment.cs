using Foray.Sdk.Ansible;
using Foray.Sdk.Checks;
using Foray.Sdk.Deployments;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Installs;
using Foray.Sdk.Options;

namespace Foray.Deployments.Clusters;

/// <summary>Makes machines members of a cluster with a playbook: what the sections of all clusters do alike.</summary>
/// <param name="labels">Labels of the section's machines.</param>
/// <param name="configFile">File with lines that the user adds to the cluster's configuration; null for none.</param>
/// <param name="ansible">Runs the playbook.</param>
public abstract class ClusterDeployment(LabelSelector labels, InputPath? configFile, IAnsible ansible) : IDeployment
{
    /// <inheritdoc/>
    public LabelSelector Labels => labels;

    /// <inheritdoc/>
    public abstract int Order { get; }

    /// <inheritdoc/>
    public IReadOnlyList<InputPath> Files => configFile is null ? [] : [configFile];

    /// <inheritdoc/>
    public ValueTask CheckAsync(ICheckContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        Check(context);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task DeployAsync(IInstallContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            await ansible.InstallAsync(await PlanAsync(context, cancellationToken), context, cancellationToken);
        }
        catch (DiagnosticException failure)
        {
            // Nothing was begun: a cluster is made of all of its machines.
            foreach (var machine in context.Machines)
                context.Report(machine, new InstallOutcome(Changed: false, failure.Diagnostics[0]));
        }
    }

    /// <summary>Checks how the sections of the cluster go together.</summary>
    protected abstract void Check(ICheckContext context);

    /// <summary>Asks the cluster's machines what has to be known of them, and says what to do on those of this section.</summary>
    /// <exception cref="DiagnosticException">One cannot be reached, or cannot be a member.</exception>
    protected abstract Task<Playbook> PlanAsync(IInstallContext context, CancellationToken cancellationToken);

    /// <summary>Path of a playbook in the package.</summary>
    /// <param name="cluster">Name of its folder, as of the plugin.</param>
    protected string PlaybookOf(string cluster) => Path.Combine(Path.GetDirectoryName(GetType().Assembly.Location)!, "playbooks", cluster, "site.yml");
}
