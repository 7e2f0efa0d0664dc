using System.Globalization;
using System.Text;
using Foray.Deployments.Clusters;

namespace Foray.Deployments.Slurm;

/// <summary>A cluster as its sections describe it.</summary>
/// <param name="Controller">The machine with the controller.</param>
/// <param name="Partitions">Partitions with their nodes, the default one first.</param>
/// <param name="All">All machines.</param>
/// <param name="MoreLines">What the sections add to the configuration.</param>
internal sealed record ClusterPlan(ClusterNode Controller, IReadOnlyList<(string Name, IReadOnlyList<ClusterNode> Nodes)> Partitions, IReadOnlyList<ClusterNode> All, string MoreLines)
{
    /// <summary>Its slurm.conf, the same text for all machines.</summary>
    public string Configuration()
    {
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

    private string Address(ClusterNode node, string form) => node.OwnAddress(All) is { } own ? string.Format(CultureInfo.InvariantCulture, form, own) : "";
}
