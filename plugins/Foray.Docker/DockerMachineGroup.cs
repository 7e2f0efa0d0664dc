using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Docker;

/// <summary>Machines with the same labels.</summary>
public sealed record DockerMachineGroup
{
    /// <summary>Labels of the machines.</summary>
    public required LabelSet Labels { get; init; }

    /// <summary>How many.</summary>
    [MachineCount]
    [Range(1, 1000)]
    public int Number { get; init; } = 1;

    /// <summary>Image of the containers. Default: the site's.</summary>
    public string? Image { get; init; }

    /// <summary>Processors that a container may use up, also in part. Default: all.</summary>
    [Range(0.01, 1024)]
    public double? Cpus { get; init; }

    /// <summary>Memory that a container may use. Default: all.</summary>
    public ByteSize? Memory { get; init; }

    /// <summary>Environment variables of everything that runs in a container; they are recorded, so that none may be a secret. Default: none.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>User that commands run as, as <c>USER</c> or <c>USER:GROUP</c>, each a name or a number. Default: the image's.</summary>
    [RegularExpression(@"^[^-\s:][^\s:]*(:[^\s:]+)?$")]
    public string? User { get; init; }

    /// <summary>Whether a container gets all rights of the engine's host.</summary>
    public bool Privileged { get; init; }

    /// <summary>Program that keeps a container running, with its arguments. Default: a shell that waits; the image's own program is not started.</summary>
    [MinLength(1)]
    public IReadOnlyList<string>? Command { get; init; }
}
