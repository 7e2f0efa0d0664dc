using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Sites.Local;

/// <summary>Machines with the same labels.</summary>
public sealed record LocalMachineGroup
{
    /// <summary>Labels of the machines.</summary>
    public required LabelSet Labels { get; init; }

    /// <summary>How many.</summary>
    [MachineCount]
    [Range(1, 1000)]
    public int Number { get; init; } = 1;
}
