using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Docker.Spawning;

/// <summary>Options of the spawner <c>docker</c>.</summary>
public sealed record DockerSpawnerOptions
{
    /// <summary>Image of the containers.</summary>
    [MinLength(1)]
    public required string Image { get; init; }

    /// <summary>Address of the engine: <c>unix:///PATH</c> or <c>tcp://HOST:PORT</c>. Default: <c>DOCKER_HOST</c>, else the local socket.</summary>
    public string? Host { get; init; }

    /// <summary>When the image is pulled, once in a job.</summary>
    public ImagePull Pull { get; init; } = ImagePull.Missing;

    /// <summary>User that tests run as, as <c>USER</c> or <c>USER:GROUP</c>, each a name or a number. Default: the image's.</summary>
    [RegularExpression(@"^[^-\s:][^\s:]*(:[^\s:]+)?$")]
    public string? User { get; init; }

    /// <summary>Environment variables of everything that runs in a container. Default: none.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Memory that a container may use. Default: all.</summary>
    public ByteSize? Memory { get; init; }

    /// <summary>Processors that a container may use up, also in part. Default: all.</summary>
    [Range(0.01, 1024)]
    public double? Cpus { get; init; }

    /// <summary>Whether a container is kept for further tests of the job when a test has ended, instead of one for each test.</summary>
    public bool Reuse { get; init; }
}
