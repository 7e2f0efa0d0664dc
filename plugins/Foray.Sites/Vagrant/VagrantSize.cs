using System.ComponentModel.DataAnnotations;

namespace Foray.Sites.Vagrant;

/// <summary>Size of a machine in numbers.</summary>
public sealed record VagrantSize
{
    /// <summary>Number of processors.</summary>
    [Range(1, 1024)]
    public required int Core { get; init; }

    /// <summary>Memory in MiB.</summary>
    [Range(64, 16_777_216)]
    public required int Mem { get; init; }

    internal static VagrantSize Of(VagrantFlavour flavour) => flavour switch
    {
        VagrantFlavour.Tiny => new() { Core = 1, Mem = 512 },
        VagrantFlavour.Small => new() { Core = 1, Mem = 1024 },
        VagrantFlavour.Medium => new() { Core = 2, Mem = 2048 },
        VagrantFlavour.Big => new() { Core = 3, Mem = 3072 },
        VagrantFlavour.Large => new() { Core = 4, Mem = 4096 },
        _ => new() { Core = 6, Mem = 6144 },
    };
}
