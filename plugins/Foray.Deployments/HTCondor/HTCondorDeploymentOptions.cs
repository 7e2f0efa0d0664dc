using Foray.Sdk.Options;

namespace Foray.Deployments.HTCondor;

/// <summary>Machines of an HTCondor pool. All sections together are one pool, and each personal machine is another one.</summary>
public sealed record HTCondorDeploymentOptions
{
    /// <summary>What the machines are in the pool.</summary>
    public required HTCondorRole Kind { get; init; }

    /// <summary>Labels of the machines.</summary>
    public required LabelSelector Labels { get; init; }

    /// <summary>File with lines that stand last in the configuration of these machines. Default: none.</summary>
    public InputPath? ConfigFile { get; init; }
}
