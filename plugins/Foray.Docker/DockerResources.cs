using System.ComponentModel.DataAnnotations;

namespace Foray.Docker;

/// <summary>What the site <c>docker</c> provides.</summary>
public sealed record DockerResources
{
    /// <summary>Groups of machines.</summary>
    [MinLength(1)]
    public required IReadOnlyList<DockerMachineGroup> Machines { get; init; }

    /// <summary>Networks between machines. Default: none; each machine is on the engine's default network then.</summary>
    public IReadOnlyList<DockerNetwork>? Networks { get; init; }
}
