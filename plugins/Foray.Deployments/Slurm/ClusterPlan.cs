using System.Globalization;
using System.Text;
using Foray.Sdk.Diagnostics;

namespace Foray.Deployments.Slurm;

/// <summary>A cluster as its sections describe it.</summary>
/// <param name="Controller">The machine with the controller.</param>
/// <param name="Partitions">Partitions with their nodes, the default one first.</param>
/// <param name="All">All machines.</param>
/// <param name="MoreLines">What the sections add to the configuration.</param>
internal sealed record ClusterPlan(ClusterNode Controller, IReadOnlyList<(string Name, IReadOnlyList<ClusterNode> Nodes)> Partitions, IReadOnlyList<ClusterNode> All, string MoreLines)
{
    /// <summary>Two machines of a cluster have one name.</summary>
    public const string SameName = "FORAY373";

    /// <summary>Its slurm.conf, the same text for all machines.</summary>
    /// <exception cref="DiagnosticException">Two machines have one host name.</exception>
    public string Configuration()
    {
        foreach (var group in All.GroupBy(node => node.HostName, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            throw new DiagnosticException(Diagnostic.Error(
                SameName, $"machines {string.Join(" and ", group.Select(node => $"'{node.Machine.Name}'"))} are both named '{group.Key}', and Slurm knows its nodes by the names of their hosts",
                "give each host a name of its own"));
        var text = new StringBuilder($"""
            # Written by Foray: changes here are lost.
            ClusterName=foray
            SlurmctldHost={Host(Controller)}
            SlurmUser=slurm
            AuthType=auth/munge
            CredType=cred/munge
            StateSaveLocation=/var/lib/slurm/slurmctld
            SlurmdSpoolDir=/var/lib/slurm/slurmd
            SlurmctldPidFile=/run/slurm/slurmctld.pid
            SlurmdPidFile=/run/slurm/slurmd.pid
            SlurmctldLogFile=/var/log/slurm/slurmctld.log
            SlurmdLogFile=/var/log/slurm/slurmd.log
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core
            SlurmdParameters=config_overrides
            JobAcctGatherType=jobacct_gather/none
            AccountingStorageType=accounting_storage/none
            MpiDefault=none
            ReturnToService=2

            """.ReplaceLineEndings("\n"));
        foreach (var node in Partitions.SelectMany(partition => partition.Nodes).Distinct())
            text.Append(CultureInfo.InvariantCulture, $"NodeName={node.HostName}{Address(node, " NodeAddr={0}")} CPUs={node.Cpus} RealMemory={node.UsableMib} State=UNKNOWN\n");
        for (var i = 0; i < Partitions.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"PartitionName={Partitions[i].Name} Nodes={string.Join(',', Partitions[i].Nodes.Select(node => node.HostName))} Default={(i == 0 ? "YES" : "NO")} MaxTime=INFINITE State=UP\n");
        return text.Append(MoreLines).ToString();
    }

    private string Host(ClusterNode node) => node.HostName + Address(node, "({0})");

    /// <summary>The first address that is the machine's alone: those of bridges and of networks behind a translator are the same everywhere.</summary>
    private string Address(ClusterNode node, string form)
    {
        var own = node.Addresses.FirstOrDefault(address => !address.Contains(':', StringComparison.Ordinal) && All.All(other => other == node || !other.Addresses.Contains(address)));
        return own is null ? "" : string.Format(CultureInfo.InvariantCulture, form, own);
    }
}
