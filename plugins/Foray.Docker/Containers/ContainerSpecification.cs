using System.Text.Json;

namespace Foray.Docker.Containers;

/// <summary>Everything that makes a container what it is, as the options and <c>DOCKER_HOST</c> give it.</summary>
internal sealed record ContainerSpecification
{
    /// <summary>Address of the engine. A machine on another engine is another machine.</summary>
    public required string Engine { get; init; }

    public required string Image { get; init; }

    public double? Cpus { get; init; }

    /// <summary>In bytes.</summary>
    public long? Memory { get; init; }

    public SortedDictionary<string, string>? Environment { get; init; }

    public string? User { get; init; }

    public bool Privileged { get; init; }

    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Networks on which the machine may be; its generated labels decide.</summary>
    public required IReadOnlyList<NetworkSpecification> Networks { get; init; }

    /// <summary>The canonical form.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, DockerJson.Default.ContainerSpecification);

    public static ContainerSpecification FromJson(string json) => JsonSerializer.Deserialize(json, DockerJson.Default.ContainerSpecification)!;
}
