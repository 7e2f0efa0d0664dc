using System.ComponentModel.DataAnnotations;

namespace Foray.Sites.Ssh;

/// <summary>What the site <c>ssh</c> provides.</summary>
public sealed record SshResources
{
    /// <summary>Groups of machines.</summary>
    [MinLength(1)]
    public required IReadOnlyList<SshMachineGroup> Machines { get; init; }
}
