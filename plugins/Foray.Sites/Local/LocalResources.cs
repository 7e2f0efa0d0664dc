using System.ComponentModel.DataAnnotations;

namespace Foray.Sites.Local;

/// <summary>What the site <c>local</c> provides.</summary>
public sealed record LocalResources
{
    /// <summary>Groups of machines.</summary>
    [MinLength(1)]
    public required IReadOnlyList<LocalMachineGroup> Machines { get; init; }
}
