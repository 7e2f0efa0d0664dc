using Foray.Deployments.Clusters;
using Foray.Sdk.Installs;

namespace Foray.Deployments.Slurm;

/// <summary>The cluster that all sections of a file describe.</summary>
internal sealed class Cluster(IReadOnlyList<InstallSection> sections, string experimentFolder)
{
    private const string DefaultPartition = "foray";

    /// <summary>Asks all machines, and makes the plan.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">A machine cannot be reached.</exception>
    public async Task<ClusterPlan> PlanAsync(string id, CancellationToken cancellationToken)
    {
        var machines = sections.SelectMany(section => section.Machines).Distinct().ToList();
        var nodes = (await ClusterNode.AskAllAsync(machines, "Slurm", id, cancellationToken)).ToDictionary(node => node.Machine);
        var controller = sections.First(section => section.Section.Role<SlurmRole>() == SlurmRole.Controller).Machines[0];
        var partitions = sections.Where(section => section.Section.Role<SlurmRole>() == SlurmRole.Compute)
            .GroupBy(section => section.Section.Text("partition") ?? DefaultPartition)
            .Select(group => (group.Key, Nodes: (IReadOnlyList<ClusterNode>)[.. group.SelectMany(section => section.Machines).Select(machine => nodes[machine])]))
            .ToList();
        return new ClusterPlan(nodes[controller], partitions, [.. machines.Select(machine => nodes[machine])],
            await ConfigurationLines.ReadAsync(sections.Select(section => section.Section).ConfigFiles(), experimentFolder, cancellationToken));
    }
}
