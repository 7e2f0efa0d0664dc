using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Sites.Spawning;

/// <summary>Options of the spawner <c>machine</c>.</summary>
public sealed record MachineSpawnerOptions
{
    /// <summary>Labels of the machines that tests run on. Default: all machines that are up.</summary>
    public LabelSelector? Labels { get; init; }

    /// <summary>Most tests at once on a machine.</summary>
    [Range(1, 1024)]
    public int TestsPerMachine { get; init; } = 1;
}
