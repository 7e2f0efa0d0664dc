using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Deployments.Slurm;

/// <summary>Machines of a Slurm cluster. All sections together are one cluster.</summary>
public sealed record SlurmDeploymentOptions
{
    /// <summary>What the machines are in the cluster.</summary>
    public required SlurmRole Kind { get; init; }

    /// <summary>Labels of the machines.</summary>
    public required LabelSelector Labels { get; init; }

    /// <summary>File with lines that are added to <c>slurm.conf</c> on all machines of the cluster. Default: none.</summary>
    public InputPath? ConfigFile { get; init; }

    /// <summary>Name of the partition of compute nodes; a machine's node is in those of all sections that name it. That of the first section is the default one.</summary>
    [RegularExpression("[A-Za-z0-9_.-]+")]
    public string Partition { get; init; } = "foray";
}
