namespace Foray.Deployments.Slurm;

/// <summary>What machines are in a Slurm cluster.</summary>
public enum SlurmRole
{
    /// <summary>The one machine that runs the controller.</summary>
    Controller,

    /// <summary>Nodes that run jobs.</summary>
    Compute,

    /// <summary>Machines from which jobs are submitted.</summary>
    Submit,
}
