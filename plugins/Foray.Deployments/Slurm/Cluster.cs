using Foray.Sdk.Documents;
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
        var nodes = (await Task.WhenAll(machines.Select(machine => ClusterNode.AskAsync(machine, id, cancellationToken)))).ToDictionary(node => node.Machine);
        var controller = sections.First(section => SlurmRules.RoleOf(section.Section) == SlurmRole.Controller).Machines[0];
        var partitions = sections.Where(section => SlurmRules.RoleOf(section.Section) == SlurmRole.Compute)
            .GroupBy(section => Text(section.Section, "partition") ?? DefaultPartition)
            .Select(group => (group.Key, Nodes: (IReadOnlyList<ClusterNode>)[.. group.SelectMany(section => section.Machines).Select(machine => nodes[machine])]))
            .ToList();
        return new ClusterPlan(nodes[controller], partitions, [.. machines.Select(machine => nodes[machine])], await MoreLinesAsync(cancellationToken));
    }

    private async Task<string> MoreLinesAsync(CancellationToken cancellationToken)
    {
        var files = sections.Select(section => Text(section.Section, "config_file")).OfType<string>().Distinct();
        var texts = await Task.WhenAll(files.Select(file => File.ReadAllTextAsync(Path.GetFullPath(file, experimentFolder), cancellationToken)));
        return string.Concat(texts.Select(text => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n"));
    }

    private static string? Text(MappingNode section, string key) => section[key] is ScalarNode { Kind: not ScalarKind.Null } value ? value.Text : null;
}
