using System.ComponentModel.DataAnnotations;

namespace Foray.Sites.Vagrant;

/// <summary>What the site <c>vagrant</c> provides.</summary>
public sealed record VagrantResources
{
    /// <summary>Groups of machines.</summary>
    [MinLength(1)]
    public required IReadOnlyList<VagrantMachineGroup> Machines { get; init; }

    /// <summary>Private networks between the machines.</summary>
    [MaxLength(7)]
    public IReadOnlyList<VagrantNetwork> Networks { get; init; } = [];
}
